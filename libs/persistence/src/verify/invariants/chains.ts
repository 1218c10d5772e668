import { chainFaults } from '../../door/envelope.js';
import type { MakeInvariant } from '../invariant.js';

/** No gap, each event holding the hash of the one before, each hash its own, time never backwards. */
export const chains: MakeInvariant = (found) => ({
  page(streams) {
    for (const { id, events } of streams) {
      found.looked(events.length);
      for (const { version, fault } of chainFaults(events))
        found.fault('chain-broken', id, `version ${version}: ${fault}`);
    }
  },
});
