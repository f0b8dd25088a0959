import { CommanderError } from '@commander-js/extra-typings';
import { apiKeys } from './commands/apiKeys';
import { care } from './commands/care';
import { applications } from './commands/applications';
import { drill } from './commands/drill';
import { escalations } from './commands/escalations';
import { evidence } from './commands/evidence';
import { appointments } from './commands/appointments';
import { figures } from './commands/figures';
import { goals } from './commands/goals';
import { meetings } from './commands/meetings';
import { referrals } from './commands/referrals';
import { resources } from './commands/resources';
import { journeys } from './commands/journeys';
import { matches } from './commands/matches';
import { messages } from './commands/messages';
import { notes } from './commands/notes';
import { openings } from './commands/openings';
import { participants } from './commands/participants';
import { programs } from './commands/programs';
import { replies } from './commands/replies';
import { requests } from './commands/requests';
import { reviews } from './commands/reviews';
import { rota } from './commands/rota';
import { safetyPlans } from './commands/safetyPlans';
import { surveys } from './commands/surveys';
import { shifts } from './commands/shifts';
import { tiers } from './commands/tiers';
import { training } from './commands/training';
import { audit } from './commands/audit';
import { transitions } from './commands/transitions';
import { waits } from './commands/waits';
import { work } from './commands/work';
import { workshops } from './commands/workshops';
import { EXIT } from './exitCodes';
import { failureOf } from './failure';
import { note } from './output';
import { rootCommand } from './program';

/**
 * Runs one command. What it found goes to standard output, everything else to standard error.
 * @returns the exit code
 * @throws what is a defect of ours
 */
export async function run(argv: string[]): Promise<number> {
  const root = rootCommand();
  for (const noun of [
    participants,
    applications,
    journeys,
    goals,
    meetings,
    referrals,
    resources,
    appointments,
    matches,
    surveys,
    reviews,
    training,
    tiers,
    work,
    openings,
    notes,
    shifts,
    safetyPlans,
    evidence,
    figures,
    escalations,
    rota,
    requests,
    transitions,
    care,
    drill,
    waits,
    audit,
    workshops,
    programs,
    replies,
    messages,
    apiKeys,
  ]) {
    noun(root);
  }
  try {
    await root.parseAsync(argv, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has said what was wrong; help and version are no mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failure = failureOf(error);
    if (!failure) throw error;
    note(failure.message);
    return failure.code;
  }
}
