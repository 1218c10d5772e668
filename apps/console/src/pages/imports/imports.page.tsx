import { InboxOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Empty, Flex, Table, Typography, Upload } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { upload } from '../../api/upload.js';
import { moment, period } from '../../format/dates.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

const LARGEST = 32 * 1024 * 1024;

/** A clerk's first page: drop the roster, see what came of it. */
export default function ImportsPage() {
  const t = useTexts(texts);
  return (
    <>
      <PageHead title={t.title} />
      <Flex vertical gap={measures.gap}>
        <DropZone />
        <Earlier />
      </Flex>
    </>
  );
}

function DropZone() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [tooLarge, setTooLarge] = useState(false);
  const uploading = useCommand((file: File) => upload<Schemas['ImportView']>('/api/v1/imports', file));
  /** The server refuses such a file as well; here it need not travel first. */
  const take = (file: File) => {
    setTooLarge(file.size > LARGEST);
    if (file.size <= LARGEST) uploading.mutate(file, { onSuccess: ({ id }) => navigate(`/imports/${id}`) });
    return false;
  };
  return (
    <Card>
      <Flex vertical gap={measures.gap}>
        <Upload.Dragger accept=".xlsx,.csv" showUploadList={false} beforeUpload={take} disabled={uploading.isPending}>
          <InboxOutlined style={{ fontSize: 40, color: colours.primary }} />
          <Typography.Paragraph strong style={{ margin: measures.small }} role="status">
            {uploading.isPending ? t.uploading : t.drop}
          </Typography.Paragraph>
          <Typography.Text type="secondary">{t.kinds}</Typography.Text>
        </Upload.Dragger>
        {tooLarge && (
          <Typography.Paragraph type="danger" role="alert">
            {t.tooLarge}
          </Typography.Paragraph>
        )}
        <ProblemNotice error={uploading.error} />
      </Flex>
    </Card>
  );
}

function Earlier() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const imports = useQuery(read('/api/v1/imports'));
  return (
    <Card title={t.before} size="small">
      <Answered query={imports}>
        {(list) => (
          <Table<Schemas['ImportListedView']>
            size="middle"
            rowKey="id"
            pagination={false}
            dataSource={list}
            locale={{ emptyText: <Empty description={t.none} /> }}
            columns={[
              { title: t.file, render: (_, { id, fileName }) => <Link to={`/imports/${id}`}>{fileName}</Link> },
              { title: t.period, responsive: ['md'], render: (_, each) => period(each.period, language) },
              { title: t.at, responsive: ['md'], render: (_, { at }) => moment(at) },
              { title: t.rows, dataIndex: 'total', align: 'right', width: 72 },
              { title: t.state, width: 90, render: (_, { state }) => t[state] },
            ]}
          />
        )}
      </Answered>
    </Card>
  );
}
