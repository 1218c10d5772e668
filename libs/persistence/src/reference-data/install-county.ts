import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import type { CountyData } from './county-data.js';
import { saveOrganisations } from './organisations.js';
import { lockReferenceData } from './persons.js';
import { loadRegistry, loadRoll, loadSpecialChildren } from './snapshots.js';

export interface InstallOptions {
  /** The day roll, registry and list are of, 'YYYY-MM-DD'. */
  readonly takenOn: string;
  /** Told what is being loaded, for a person who waits. */
  readonly onStep?: (step: 'organisations' | 'roll' | 'registry' | 'special', rows: number) => void;
}

export interface InstalledCounty {
  readonly county: string;
  readonly roll: string;
  readonly registry: string;
  readonly special: string;
}

/**
 * Loads one county: its tree, then roll, registry and special children as dated snapshots. Loading it again adds new
 * snapshots and corrects the tree; nobody is there twice.
 *
 * @throws Error where the data hold no county, or several.
 */
export async function installCounty(
  persistence: Persistence,
  data: CountyData,
  { takenOn, onStep }: InstallOptions,
): Promise<InstalledCounty> {
  const counties = data.organisations.filter(({ level }) => level === 'county').map(({ code }) => code);
  const [county] = counties;
  if (!county || counties.length > 1)
    throw new Error(`a county's data name exactly one county; these name ${counties.length}`);
  onStep?.('organisations', data.organisations.length);
  await inTransaction(persistence.db, async (tx) => {
    await lockReferenceData(tx);
    await saveOrganisations(tx, persistence.keys, data.organisations);
  });
  const options = { county, takenOn };
  onStep?.('roll', data.pupils.length);
  const roll = await loadRoll(persistence, data.pupils, options);
  onStep?.('registry', data.householdMembers.length);
  const registry = await loadRegistry(persistence, data.householdMembers, options);
  onStep?.('special', data.specialChildren.length);
  const special = await loadSpecialChildren(persistence, data.specialChildren, options);
  return { county, roll, registry, special };
}
