import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNotice } from './problem.js';

/** What a query answered; meanwhile a placeholder, and a refusal in its place. Older data stays while it is read anew. */
export function Answered<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined)
    return (
      <>
        {query.error && <ProblemNotice error={query.error} retry={() => query.refetch()} />}
        {children(query.data)}
      </>
    );
  if (query.error) return <ProblemNotice error={query.error} retry={() => query.refetch()} />;
  return <Skeleton active paragraph={{ rows: 6 }} />;
}
