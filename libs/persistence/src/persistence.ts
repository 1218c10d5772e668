import type { DoorClock } from './clock.js';
import { Database, type DatabaseOptions } from './database.js';
import { Door } from './door/door.js';
import { Keys } from './keys.js';
import { Notifier } from './notifier.js';
import { Reference } from './reference.js';
import { Texts } from './texts.js';

export interface PersistenceOptions extends DatabaseOptions {
  /** Folder with the data keys. */
  readonly keys: string;
  /** Tests only; production has no setting for it. */
  readonly clock?: DoorClock;
}

/** The vault, opened once per process: everything that reads or writes PostgreSQL starts from here. */
export class Persistence {
  readonly db: Database;
  readonly keys: Keys;
  readonly reference: Reference;
  readonly texts: Texts;
  readonly notifier: Notifier;
  readonly door: Door;

  constructor(options: PersistenceOptions) {
    this.db = new Database(options);
    this.keys = Keys.load(options.keys);
    this.reference = new Reference(this.db);
    this.texts = new Texts(this.keys);
    this.notifier = new Notifier(this.db);
    this.door = new Door(this.db, this.reference, {
      clock: options.clock,
      onCommit: (touched) => this.notifier.touched(touched),
    });
  }

  close(): Promise<void> {
    return this.db.close();
  }
}
