import { TranslationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLanguage, useTexts } from '../text/language.js';
import { texts } from './texts.js';

export function LanguageButton() {
  const { language, change } = useLanguage();
  const t = useTexts(texts);
  return (
    <Button
      type="text"
      icon={<TranslationOutlined />}
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => change(language === 'zh' ? 'en' : 'zh')}
    >
      {t.otherLanguage}
    </Button>
  );
}
