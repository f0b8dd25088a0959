import { Refused } from '../client/fullCircle';
import type { Caller } from './access';
import { programInUse } from './definitions';
import type { ParticipantActs } from './participants';
import type { OfficeTools } from './tools';

/** Where a peer does not work. They say so themselves or through staff; nobody asks why. */
export function boundaryActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, clock } = tools;

  /** The peer, and staff who act for peers. */
  const find = (caller: Caller, participant: string) => participants.find(caller, participant, 'take-part');

  return {
    /** Sites that the peer excludes, by id. */
    async show(caller: Caller, participant: string): Promise<string[]> {
      const { id } = await find(caller, participant);
      const rows = await database.siteExclusion.findMany({
        where: { participantId: id },
        orderBy: { siteId: 'asc' },
      });
      return rows.map(({ siteId }) => siteId);
    },

    /**
     * Says at which sites the peer does not work, all of them at once; none for "anywhere". Shifts that they are on
     * stay: staff are told when they look, and hand over what does not suit.
     * @throws Refused `UnknownSite`
     */
    async set(caller: Caller, participant: string, input: { sites: readonly string[] }): Promise<string[]> {
      const { id, programId } = await find(caller, participant);
      const { definition } = await programInUse(database, programId);
      const known = definition.sites.map((site) => `${programId}.${site.id}`);
      const sites = [
        ...new Set(input.sites.map((site) => (known.includes(site) ? site : `${programId}.${site}`))),
      ];
      const unknown = sites.find((site) => !known.includes(site));
      if (unknown)
        throw new Refused('UnknownSite', `"${unknown}" is not a site; there are ${known.join(', ')}.`);
      const at = await clock.now();
      await database.$transaction([
        database.siteExclusion.deleteMany({ where: { participantId: id, siteId: { notIn: sites } } }),
        database.siteExclusion.createMany({
          skipDuplicates: true,
          data: sites.map((siteId) => ({ participantId: id, siteId, by: caller.actor, at })),
        }),
      ]);
      return sites.sort();
    },
  };
}
