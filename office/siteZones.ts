import type { Database } from '../platform/database';

/** In which zone each of these sites lives: by its clocks staff read what happened there. */
export async function siteZones(
  database: Database,
  siteIds: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, string>> {
  const sites = await database.site.findMany({
    where: { id: { in: siteIds.flatMap((id) => id ?? []) } },
    select: { id: true, zone: true },
  });
  return new Map(sites.map(({ id, zone }) => [id, zone]));
}
