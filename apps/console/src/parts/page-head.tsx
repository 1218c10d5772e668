import { Flex, Typography } from 'antd';
import type { PropsWithChildren, ReactNode } from 'react';
import { measures } from '../theme/tokens.js';

/** A page's title, what it is about, and what can be done on it. */
export function PageHead({ title, about, children }: PropsWithChildren<{ title: ReactNode; about?: ReactNode }>) {
  return (
    <Flex wrap justify="space-between" align="end" gap={measures.small} style={{ marginBottom: measures.gap }}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 20, margin: 0 }}>
          {title}
        </Typography.Title>
        {about && <Typography.Text type="secondary">{about}</Typography.Text>}
      </div>
      <Flex wrap gap={measures.small} className="no-print">
        {children}
      </Flex>
    </Flex>
  );
}
