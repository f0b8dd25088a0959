import type { Counted } from '../../../office/figures/count';
import type { FigureId } from '../../../office/figures/words';
import type { Row } from './randomLedger';

/**
 * The figures once more, by walking through the ledger row by row as somebody with a pencil would. Shares nothing with
 * the statements that it checks.
 */
export function recount(ledger: readonly Row[], from: Date, until: Date): Counted[] {
  const all: Counted[] = [];
  const isIn = (at: Date | undefined) => at !== undefined && at >= from && at < until;
  const ordered = ledger
    .map((row, index) => ({ ...row, index }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.index - b.index);
  const happened = (...kinds: Row['kind'][]) => ordered.filter((row) => kinds.includes(row.kind));
  const empty = { of: null, q1: null, median: null, q3: null };
  const say = (figure: FigureId, code: string | null, rest: Partial<Counted>) =>
    all.push({ figure, code, n: 0, ...empty, ...rest });

  const tally = (figure: FigureId, codes: (string | null)[], isShare = false) => {
    for (const code of new Set(codes))
      say(figure, code, {
        n: codes.filter((one) => one === code).length,
        ...(isShare && { of: codes.length }),
      });
  };
  const times = (figure: FigureId, kinds: Row['kind'][], code: (row: Row) => unknown) =>
    tally(
      figure,
      happened(...kinds)
        .filter(({ at }) => isIn(at))
        .map((row) => code(row) as string),
    );
  const measured = (figure: FigureId, values: { code: string | null; value: number }[]) => {
    for (const code of new Set(values.map((one) => one.code))) {
      const numbers = values.filter((one) => one.code === code).map(({ value }) => value);
      say(figure, code, {
        n: numbers.length,
        q1: quantile(numbers, 0.25),
        median: quantile(numbers, 0.5),
        q3: quantile(numbers, 0.75),
      });
    }
  };

  times('started', ['journey-started'], ({ data }) => data['role']);
  const reached = new Map<string, Set<string>>();
  for (const { data, at, journeyId } of happened('stage-entered'))
    if (isIn(at)) {
      const stage = data['stage'] as string;
      reached.set(stage, (reached.get(stage) ?? new Set()).add(journeyId!));
    }
  for (const [stage, journeys] of reached) say('reached', stage, { n: journeys.size });

  const journeys = [...new Set(ordered.flatMap(({ journeyId }) => journeyId ?? []))];
  const standing: string[] = [];
  const inStage: { code: string; value: number }[] = [];
  const toMatch: { code: string; value: number }[] = [];
  let present = 0;
  let stayed = 0;
  for (const id of journeys) {
    const own = ordered.filter(({ journeyId }) => journeyId === id);
    const isMove = ({ kind, data }: Row) =>
      ['stage-entered', 'journey-withdrawn', 'journey-reopened', 'death-recorded'].includes(kind) ||
      (kind === 'achievement-decided' && data['outcome'] === 'finish');
    const moves = own.filter(isMove);
    let stage: string | undefined;
    let wasThere = false;
    moves.forEach((move, index) => {
      if (move.kind === 'stage-entered') stage = move.data['stage'] as string;
      const isStay = move.kind === 'stage-entered' || move.kind === 'journey-reopened';
      if (!isStay || stage === undefined) return;
      const next = moves[index + 1];
      if (move.at < until && (!next || next.at >= until)) standing.push(stage);
      if (move.at < until && (!next || next.at >= from)) wasThere = true;
      if (!next || !isIn(next.at)) return;
      const value = (next.at.getTime() - move.at.getTime()) / 86_400_000;
      inStage.push({ code: stage, value });
      if (stage === 'matching' && next.kind === 'stage-entered' && next.data['stage'] === 'mentorship') {
        const roles = own
          .filter(({ kind }) => kind === 'journey-started')
          .map(({ data }) => data['role'] as string);
        const became = own.find(({ kind }) => kind === 'became-mentor');
        const isMentor = roles.sort()[0] === 'mentor' || (became && became.at <= next.at);
        toMatch.push({ code: isMentor ? 'mentor' : 'mentee', value });
      }
    });
    const last = moves.filter(({ at }) => at < until).at(-1)?.kind;
    if (!wasThere || last === 'death-recorded') continue;
    present += 1;
    if (last !== 'journey-withdrawn') stayed += 1;
  }
  tally('standing', standing);
  measured('time-in-stage', inStage);
  measured('time-to-match', toMatch);
  if (present > 0) say('retention', null, { n: stayed, of: present });

  const decisions = happened('screening-step-decided').filter(({ at }) => isIn(at));
  for (const step of new Set(decisions.map(({ data }) => data['step'] as string))) {
    const own = decisions.filter(({ data }) => data['step'] === step);
    say('steps', step, {
      n: own.filter(({ data }) => data['outcome'] === 'advance').length,
      of: own.length,
    });
  }
  tally(
    'endings',
    happened('journey-withdrawn', 'journey-reopened', 'death-recorded', 'achievement-decided')
      .filter(({ at }) => isIn(at))
      .flatMap(({ kind, data }) => {
        if (kind === 'journey-withdrawn') return ['withdrew'];
        if (kind === 'journey-reopened') return ['came-back'];
        if (kind === 'death-recorded') return ['died'];
        return data['outcome'] === 'finish' ? ['finished'] : [];
      }),
  );
  const MATCH: Partial<Record<Row['kind'], string>> = {
    'match-proposed': 'proposed',
    'match-approved': 'approved',
    'match-rejected': 'rejected',
    'mentorship-active': 'began',
    'mentorship-ended': 'ended',
  };
  times('matches', Object.keys(MATCH) as Row['kind'][], ({ kind }) => MATCH[kind]);
  times('offers', ['match-answered'], ({ data }) => data['answer']);

  const words: string[] = [];
  const meetings = happened('meeting-settled');
  for (const which of new Set(meetings.map((row) => `${row.mentorshipId} ${row.data['number']}`))) {
    const own = meetings.filter((row) => `${row.mentorshipId} ${row.data['number']}` === which);
    if (isIn(own[0]?.at)) words.push(own.at(-1)!.data['outcome'] as string);
  }
  tally('meetings', words, true);

  const extents: string[] = [];
  const steps = happened('goal-set', 'goal-progress').filter(({ at }) => at < until);
  for (const goal of new Set(steps.map(({ data }) => data['goal']))) {
    const last = steps.filter(({ data }) => data['goal'] === goal).at(-1)!;
    if (last.at < from) continue;
    const progress = Number(last.data['progress'] ?? 0);
    extents.push(progress >= 100 ? 'full' : progress > 0 ? 'partial' : 'not-yet');
  }
  tally('goals', extents, true);

  times('workshops', ['workshop-planned', 'workshop-invited'], ({ kind }) => kind.slice('workshop-'.length));
  const asked = new Set(
    happened('check-in-asked')
      .filter(({ at }) => isIn(at))
      .map((row) => `${row.journeyId} ${row.data['number']}`),
  );
  const answered = new Set(
    happened('check-in-answered').map((row) => `${row.journeyId} ${row.data['number']}`),
  );
  if (asked.size > 0)
    say('check-ins', null, { n: [...asked].filter((one) => answered.has(one)).length, of: asked.size });
  times('check-in-answers', ['check-in-answered'], ({ data }) => data['answer']);
  times('transitions', ['transition-reported'], ({ data }) => data['kind']);
  times(
    'requests',
    ['request-made', 'request-taken', 'request-fulfilled', 'request-cancelled', 'request-late'],
    ({ kind }) => kind.slice('request-'.length),
  );
  const minutes = (start: Date, end: Date) => (end.getTime() - start.getTime()) / 60_000;
  const asks = [...new Set(happened('request-made').map(({ key }) => key.split('/')[0]))];
  measured(
    'request-taken',
    asks.flatMap((id) => {
      const first = (kind: Row['kind']) => happened(kind).find(({ key }) => key.startsWith(`${id}/`))?.at;
      const [made, taken] = [first('request-made')!, first('request-taken')];
      return taken && isIn(made) ? [{ code: null, value: minutes(made, taken) }] : [];
    }),
  );
  const became = new Set(
    happened('became-mentor').flatMap(({ at, journeyId }) => (isIn(at) ? [journeyId] : [])),
  );
  if (became.size > 0) say('became-mentor', null, { n: became.size });
  times('tiers', ['tier-changed'], ({ data }) => data['to']);
  times('training', ['training-completed'], ({ data }) => data['module']);
  times('shift-check-ins', ['shift-check-in', 'shift-missed'], ({ kind, data }) =>
    kind === 'shift-missed' ? `missed-${data['occasion']}` : data['late'] ? 'answered-late' : 'answered',
  );

  const alarms = new Map<string, { at: Date; cause: string }>();
  for (const { escalationId, data, at } of happened('escalation-raised')) {
    const cause = data['kind'] as string;
    if (cause === 'drill') continue;
    const known = alarms.get(escalationId!);
    if (!known) alarms.set(escalationId!, { at, cause });
    else if (cause < known.cause) known.cause = cause;
  }
  tally(
    'escalations',
    [...alarms.values()].filter(({ at }) => isIn(at)).map(({ cause }) => cause),
  );
  for (const [figure, kind] of [
    ['escalation-told', 'escalation-level-told'],
    ['escalation-acknowledged', 'escalation-acknowledged'],
    ['escalation-resolved', 'escalation-resolved'],
  ] as const)
    measured(
      figure,
      [...alarms].flatMap(([id, { at }]) => {
        const then = happened(kind).find(({ escalationId }) => escalationId === id)?.at;
        return then && isIn(at) ? [{ code: null, value: minutes(at, then) }] : [];
      }),
    );
  return all;
}

/** Between the two nearest, in proportion. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}
