import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from '../../api/client.js';

export type Row = Schemas['ImportRowView'];
type Page = Schemas['ImportRowsView'];

const PATH = '/api/v1/imports/{id}/rows';
const VIEW = '/api/v1/imports/{id}';
const PAGE = 200;

/** Rows page after page, as far as somebody has scrolled. */
export function useRows(id: string, outcome: string | undefined) {
  const pages = useInfiniteQuery({
    queryKey: [PATH, id, outcome ?? ''],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (await api.GET(PATH, { params: { path: { id }, query: { outcome, after: pageParam, limit: PAGE } }, signal }))
        .data!,
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { live: false }, // what a correction changes is put in its place below
  });
  return { pages, rows: pages.data?.pages.flatMap((page) => page.rows) };
}

/**
 * A change to a row. The rows that the server judged anew take their places among those on the screen: nobody who
 * corrects the 400th of a thousand rows reads all of them again, and a row that is right now stays where it was.
 */
export function useRowChange<Input>(id: string, send: (input: Input) => Promise<readonly Row[]>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    // One after the other: the next one names what the one before made of the row.
    scope: { id: `roster-rows-${id}` },
    onSuccess: (judged) => {
      const anew = new Map(judged.map((row) => [row.line, row]));
      queries.setQueriesData<InfiniteData<Page>>({ queryKey: [PATH, id] }, (data) => data && replaced(data, anew));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [VIEW, { path: { id } }] }),
  });
}

const replaced = (data: InfiniteData<Page>, anew: ReadonlyMap<number, Row>): InfiniteData<Page> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((row) => anew.get(row.line) ?? row) })),
});
