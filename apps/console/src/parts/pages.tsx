import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../text/language.js';
import { measures } from '../theme/tokens.js';
import { ProblemNotice } from './problem.js';
import { texts } from './texts.js';

interface PageOf<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** Outside the hook: rows are put together anew when a page came, not whenever something is drawn. */
const itemsOf = <Item,>({ pages }: InfiniteData<PageOf<Item>>): Item[] => pages.flatMap(({ items }) => items);

/**
 * A list that the server hands out page by page: `get` reads the page at a cursor. `keepPrevious`: until another key's
 * first page has come, the list before stays, as placeholder data.
 */
export function usePages<Item>(
  key: QueryKey,
  get: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<Item>>,
  { keepPrevious = false }: { keepPrevious?: boolean } = {},
) {
  return useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get(pageParam, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
    select: itemsOf<Item>,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
  });
}

interface Props<Item> {
  readonly pages: UseInfiniteQueryResult<Item[]>;
  readonly children: (items: Item[]) => ReactNode;
  /** Where the list is only begun and the rest is shown elsewhere. */
  readonly onlyFirst?: boolean;
}

/** What has been read of it so far, and a button for the rest. */
export function Pages<Item>({ pages, children, onlyFirst = false }: Props<Item>) {
  const t = useTexts(texts);
  return (
    <>
      <ProblemNotice error={pages.error} retry={() => pages.refetch()} />
      {pages.data ? children(pages.data) : !pages.error && <Skeleton active />}
      {pages.hasNextPage && !onlyFirst && (
        <Button
          block
          style={{ marginTop: measures.small }}
          loading={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </>
  );
}
