import { Injectable } from '@nestjs/common';
import { COVERAGE_KINDS, type CoverageKind, MISSING_KINDS, type Programme } from '#domain';
import {
  beginDrafts,
  type CoverageScope,
  type CoveredChild,
  type CoveredCursor,
  coverageOverview,
  coveragePage,
  currentPeriod,
  findCoverageScope,
  findPlaceOfSchool,
  Persistence,
} from '#persistence';
import type { Idempotency } from '../http/idempotency.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import { refusalOf } from '../problems/refusal.view.js';
import type { SeatedSession } from '../session/current-session.js';
import type {
  BeginDraftsDto,
  BegunDraftsView,
  CoverageFilter,
  CoverageQuery,
  CoverageView,
  CoveredChildrenQuery,
  CoveredChildrenView,
} from './coverage.dto.js';
import { coverageWorkbook } from './coverage-workbook.js';
import { fieldFaultOf } from './detail-faults.js';

const CURSOR = ['text', 'int', 'text', 'uuid'] as const;
/** Children a workbook lists in one read. */
const ROWS_AT_ONCE = 1_000;

/** Who is entitled, and what has become of each of them (应助尽助), within a seat's jurisdiction. */
@Injectable()
export class CoverageService {
  constructor(private readonly persistence: Persistence) {}

  async overview(session: SeatedSession, query: CoverageQuery): Promise<CoverageView> {
    const scope = await this.scope(session, query);
    const { path, registers, programmes } = await coverageOverview(this.persistence, scope, session.office);
    return {
      ...{ period: scope.period, path, registers },
      programmes: programmes.map(({ programme: { code, title }, counts, offices }) => ({
        ...{ programme: code, title, counts, offices },
      })),
    };
  }

  async children(session: SeatedSession, query: CoveredChildrenQuery): Promise<CoveredChildrenView> {
    const after = positionOf<CoveredCursor>(query, ...CURSOR);
    const scope = await this.scope(session, query);
    const programme = await this.programme(scope.county, query.programme);
    const cut = { after, limit: limitOf(query) };
    const page = await coveragePage(this.persistence, scope, programme, kindsOf(query.show ?? 'missing'), cut);
    const mine = ({ school }: CoveredChild) => session.role === 'clerk' && session.office === school;
    return { ...page, items: page.items.map((child) => ({ ...child, mayBegin: child.mayBegin && mine(child) })) };
  }

  /** The counts of every programme, and whoever is missing by name. */
  async workbook(session: SeatedSession, query: CoverageQuery): Promise<{ name: string; bytes: Buffer }> {
    const scope = await this.scope(session, query);
    const overview = await coverageOverview(this.persistence, scope, session.office);
    const missing = new Map<string, CoveredChild[]>();
    for (const { programme } of overview.programmes)
      missing.set(programme.code, await this.allMissing(scope, programme));
    const name = `应助尽助-${overview.path.at(-1)!.name}-${scope.period}.xlsx`;
    return { name, bytes: await coverageWorkbook(overview, missing) };
  }

  async begin(session: SeatedSession, request: Idempotency, dto: BeginDraftsDto): Promise<BegunDraftsView> {
    const { actor, postId: post, office } = session;
    const place = await findPlaceOfSchool(this.persistence.db, office);
    if (!place) throw new ProblemError('ACCESS.WRONG_LEVEL', { office });
    const programme = await this.programme(place.county, dto.programmeCode, 'programmeCode');
    const result = await beginDrafts(
      this.persistence,
      { actor, post, place, ...request },
      { programme, period: dto.period },
      dto.children,
    );
    if (!result.ok) throw new ProblemError('REQUEST.INVALID', {}, result.faults.map(fieldFaultOf));
    return {
      items: result.drafts.map((draft) => {
        const { person, name } = draft;
        if (draft.ok) return { person, name, application: draft.application, refusal: null };
        return { person, name, application: null, refusal: refusalOf(draft.rejection) };
      }),
    };
  }

  private async allMissing(scope: CoverageScope, programme: Programme): Promise<CoveredChild[]> {
    const children: CoveredChild[] = [];
    for (let after: CoveredCursor | null = null; ; ) {
      const cut = { after, limit: ROWS_AT_ONCE };
      const { items, next } = await coveragePage(this.persistence, scope, programme, MISSING_KINDS, cut);
      children.push(...items);
      if (next === null) return children;
      after = positionOf<CoveredCursor>({ cursor: next }, ...CURSOR);
    }
  }

  /** An office outside the seat's jurisdiction is not there. */
  private async scope({ office }: SeatedSession, query: CoverageQuery): Promise<CoverageScope> {
    const period = query.period ?? (await currentPeriod(this.persistence))?.code ?? 0;
    const scope = await findCoverageScope(this.persistence, office, { office: query.office ?? office, period });
    if (!scope) throw new ProblemError('STREAM.NOT_FOUND');
    return scope;
  }

  private async programme(county: string, code: string, path = 'programme'): Promise<Programme> {
    const programme = (await this.persistence.reference.activeProgrammes(county)).find((each) => each.code === code);
    if (programme) return programme;
    const fault = { zh: '没有这个资助项目', en: 'there is no such programme' };
    throw new ProblemError('REQUEST.INVALID', {}, [{ path, code: 'isIn', ...fault }]);
  }
}

function kindsOf(filter: CoverageFilter): readonly CoverageKind[] {
  if (filter === 'missing') return MISSING_KINDS;
  return filter === 'entitled' ? COVERAGE_KINDS : [filter];
}
