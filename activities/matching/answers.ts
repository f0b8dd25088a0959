import { MATCH_FACTORS, type MatchAnswers, type MatchFactor } from '../../domain/matching';
import type { Demand } from '../../domain/matching/rules';
import type { Question } from '../programs';

/** The number of mentees a mentor says they can take on: below the program's cap it holds. */
const OWN_CAP = 'max-mentees';

export type Stored = Readonly<Record<string, unknown>>;

export interface Read {
  answers: MatchAnswers;
  demands: Demand[];
  said: Record<string, string[]>;
}

/** What somebody's stored answers mean for matching, by what the program's questions say of themselves. */
export function readAnswers(questions: readonly Question[], role: string, stored: Stored): Read {
  const byFactor = Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, [] as string[]])) as Record<
    MatchFactor,
    string[]
  >;
  const demands: Demand[] = [];
  const said: Record<string, string[]> = {};
  const known = new Map(questions.map((question) => [question.id, question]));
  for (const [id, answer] of Object.entries(stored)) {
    const codes = codesOf(answer);
    const question = known.get(id);
    if (question?.wants !== undefined) {
      const options = askedOf(known.get(question.wants), codes);
      if (options.length === 0) continue;
      if (question.counts) byFactor.preferences.push(...options.map((code) => wish(question.wants, code)));
      else demands.push({ question: id, kind: 'wants', about: question.wants, options });
    } else if (question?.avoids !== undefined) {
      const options = askedOf(known.get(question.avoids), codes);
      if (options.length > 0) demands.push({ question: id, kind: 'avoids', about: question.avoids, options });
    } else {
      said[id] = codes;
      const factor = question?.counts ?? id;
      if (Object.hasOwn(byFactor, factor)) byFactor[factor as MatchFactor].push(...codes);
    }
  }
  if (role === 'mentor') byFactor.preferences.push(...offered(questions, said));
  return { answers: byFactor, demands, said };
}

/** Of what somebody wishes, the part that the other can have said: "no preference" is none of it. */
function askedOf(about: Question | undefined, codes: readonly string[]): string[] {
  if (!about) return [];
  if (about.kind === 'languages') return [...codes];
  return codes.filter((code) => about.options?.some(({ id }) => id === code));
}

/** What a mentor has said that somebody's wish can be about. */
function offered(questions: readonly Question[], said: Read['said']): string[] {
  const wishedFor = new Set(questions.flatMap(({ wants, counts }) => (wants && counts ? [wants] : [])));
  return [...wishedFor].flatMap((about) => (said[about] ?? []).map((code) => wish(about, code)));
}

function wish(about: string | undefined, code: string): string {
  return `${about}/${code}`;
}

function codesOf(answer: unknown): string[] {
  return [answer].flat().filter((code): code is string => typeof code === 'string' && code !== '');
}

/** How many a mentor said that they can walk with; none where they have not said. */
export function ownCapOf(stored: Stored): number | undefined {
  const own = Number(stored[OWN_CAP] ?? Number.NaN);
  return Number.isInteger(own) && own >= 0 ? own : undefined;
}
