import { as, type SiteId } from '../domain/ids';

/** `<program>.<site>`, so that a site is never taken for another program's. */
export function siteId(program: string, site: string): SiteId {
  return as(`${program}.${site}`);
}
