import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  correction: { zh: '学校补正', en: 'Correction by the school' },
});
