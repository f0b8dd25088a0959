import moment from 'moment-timezone';
import type { Zone } from '../ids';

/**
 * Offsets from UTC, from the rules that this product ships and never from those of Node, which follow its release and
 * not the world: Node 20's do not know that British Columbia and Alberta stopped changing clocks in 2026 (rule 7).
 */
export interface ZoneRules {
  /** Release of the IANA data, e.g. `2026f`. */
  readonly version: string;
  /** True for a zone name as IANA spells it. */
  has(zone: string): zone is Zone;
  /** Milliseconds to add to UTC to get the zone's clock at an instant (epoch ms). @throws RangeError for no such zone */
  offset(zone: Zone, at: number): number;
}

/** The rules of the `moment-timezone` package. They reach to the end of 2037; later years keep the last offset known. */
export const bundledRules: ZoneRules = {
  version: moment.tz.dataVersion,
  has(zone): zone is Zone {
    const name: unknown = zone;
    // The package also takes `america/toronto`; two spellings of one zone in the database would be two zones.
    return typeof name === 'string' && ZONE_NAMES.has(name);
  },
  offset(zone, at) {
    const rules = moment.tz.zone(zone);
    if (!rules || !this.has(zone)) throw new RangeError(`not a time zone: ${String(zone)}`);
    return Math.round(rules.utcOffset(at) * -60_000);
  },
};

const ZONE_NAMES = new Set(moment.tz.names().filter((name) => name.includes('/') || name === 'UTC'));

/** True for an IANA zone name such as `America/Toronto`; abbreviations such as `EST` are refused, being ambiguous. */
export function isZone(name: string): name is Zone {
  return bundledRules.has(name);
}

/** Release of the zone rules in use, e.g. `2026f`. */
export function zoneRulesVersion(): string {
  return bundledRules.version;
}
