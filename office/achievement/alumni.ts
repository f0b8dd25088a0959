import type { Caller } from '../access';
import { businessNow, type OfficeTools } from '../tools';
import { writeDown, type Subject } from '../writeDown';

/** Whoever has finished goes on being invited to what they had earned, for as long as they want to be. */
export async function stayInvited(
  tools: OfficeTools,
  caller: Caller,
  participant: Subject,
  { invited, privileges }: { invited: boolean; privileges: readonly string[] },
): Promise<void> {
  const { database } = tools;
  const at = await businessNow(tools);
  const known = await database.alumnus.findUnique({ where: { participantId: participant.id } });
  if (Boolean(known) === invited) return;
  if (invited)
    await database.alumnus.createMany({
      skipDuplicates: true,
      data: {
        participantId: participant.id,
        programId: participant.programId,
        since: at,
        privileges: [...privileges],
      },
    });
  else await database.alumnus.deleteMany({ where: { participantId: participant.id } });
  await writeDown(database, caller, participant, {
    key: `participant-${participant.id}/alumni/${at}`,
    kind: 'alumni-invited',
    data: { invited },
    at,
  });
}
