import { newId } from '#persistence';
import { idNumber } from './id-numbers.js';
import { type SmallCounty, TOWNSHIP } from './small-county.js';

interface NotEnrolled {
  readonly name: string;
  /** 'YYYYMMDD'. */
  readonly born: string;
  readonly serial: number;
}

/** Adds somebody to the small county's registry who is on no roll. Returns the person's id. */
export async function registerOnNoRoll(
  { persistence: { db, keys }, registrySnapshot }: SmallCounty,
  { name, born, serial }: NotEnrolled,
): Promise<string> {
  const person = newId();
  const number = idNumber(born, serial);
  const birthDate = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`;
  await db.query('f-person', "INSERT INTO persons (id, name, sex, birth_date) VALUES ($1,$2,'女',$3)", [
    ...[person, name, birthDate],
  ]);
  await db.query('f-id', "INSERT INTO personal_values (owner, kind, cipher, lookup) VALUES ($1,'id-number',$2,$3)", [
    ...[person, keys.encrypt(number), keys.lookup('id-number', number)],
  ]);
  await db.query(
    'f-registry',
    "INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township) VALUES ($1,$2,$3,'建档立卡户',$4)",
    [registrySnapshot, person, `H${serial}`, TOWNSHIP],
  );
  return person;
}
