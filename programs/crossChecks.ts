import { millis } from '../domain/duration';
import type { Duration } from '../domain/ids';
import { KNOWN_PRIVILEGES, ROLES, STAGES, type Role, type StepPolicy } from '../domain/policy';
import { stepPolicies } from './compile';
import { findCycle } from './cycle';
import type { Finding } from './explain';
import type { LocalText } from './fields';
import { checkMessages } from './messageChecks';
import { suggestion } from './nearest';
import { fieldName, type Path } from './problems';
import { FACTORS, type Definition } from './schema';

/** What must hold between the fields of a definition, each of which is well formed by itself. */
export function crossChecks(definition: Definition): Finding[] {
  const steps = [...ladder(definition), ...privileges(definition)];
  return [
    ...duplicates(definition),
    ...languages(definition),
    ...stages(definition),
    ...steps,
    // On a broken ladder nobody gets anywhere; that is said already.
    ...(steps.length === 0 ? matchable(definition) : []),
    ...surveys(definition),
    ...rhythms(definition),
    ...checkMessages(definition),
  ];
}

function* duplicates(d: Definition): Iterable<Finding> {
  const lists: [Path, readonly string[]][] = [
    [['sites'], ids(d.sites)],
    [['privileges'], ids(d.privileges)],
    [['guidelines'], ids(d.guidelines)],
    [['screening', 'steps'], ids(d.screening.steps)],
    [['tiers'], ids(d.tiers)],
    [['surveys'], ids(d.surveys)],
    ...d.surveys.flatMap(({ questions }, survey): [Path, readonly string[]][] => [
      [['surveys', survey, 'questions'], ids(questions)],
      ...questions.map(({ options }, question): [Path, readonly string[]] => [
        ['surveys', survey, 'questions', question, 'options'],
        ids(options),
      ]),
    ]),
    [['workshops'], ids(d.workshops)],
    [['transition', 'training'], ids(d.transition.training)],
    [['escalation', 'levels'], ids(d.escalation.levels)],
  ];
  for (const [path, names] of lists)
    for (const [index, name] of names.entries())
      if (name !== '' && names.indexOf(name) < index)
        yield { path: [...path, index, 'id'], problem: `"${name}" stands here twice, would be another id` };
}

function* languages(d: Definition): Iterable<Finding> {
  for (const [path, text] of texts(d)) {
    const missing = d.languages.filter((language) => text[language] === undefined);
    if (missing.length > 0)
      yield {
        path,
        problem: `has no text in ${missing.join(' and ')}, would have one for each of the program's languages`,
      };
  }
}

/** Every text that people read. */
function* texts(d: Definition): Iterable<[Path, LocalText]> {
  yield [['name'], d.name];
  yield [['senderName'], d.senderName];
  const titled: [Path, readonly { title: LocalText }[]][] = [
    [['privileges'], d.privileges],
    [['screening', 'steps'], d.screening.steps],
    [['tiers'], d.tiers],
    [['surveys'], d.surveys],
    [['workshops'], d.workshops],
    [['transition', 'training'], d.transition.training],
    [['escalation', 'levels'], d.escalation.levels],
  ];
  for (const [path, items] of titled)
    for (const [index, { title }] of items.entries()) yield [[...path, index, 'title'], title];
  for (const [index, { text }] of d.guidelines.entries()) yield [['guidelines', index, 'text'], text];
  for (const [survey, { questions }] of d.surveys.entries())
    for (const [index, question] of questions.entries()) {
      const path = ['surveys', survey, 'questions', index];
      yield [[...path, 'text'], question.text];
      if (question.mentorText !== undefined) yield [[...path, 'mentorText'], question.mentorText];
      for (const [option, { text }] of question.options.entries())
        yield [[...path, 'options', option, 'text'], text];
    }
}

function* stages(d: Definition): Iterable<Finding> {
  for (const [index, stage] of d.stages.entries()) {
    const path = ['stages', index];
    const previous = d.stages[index - 1];
    if (d.stages.indexOf(stage) < index)
      yield { path, problem: `"${stage}" stands here twice, would be once` };
    else if (previous !== undefined && STAGES.indexOf(stage) < STAGES.indexOf(previous))
      yield {
        path,
        problem: `"${stage}" comes after "${previous}", would come before it: ${STAGES.join(', ')}`,
      };
  }
  const needs = [
    ['matching', 'screening'],
    ['mentorship', 'matching'],
    ['retention', 'mentorship'],
    ['achievement', 'mentorship'],
    ['transition', 'achievement'],
  ] as const;
  for (const [stage, needed] of needs)
    if (d.stages.includes(stage) && !d.stages.includes(needed))
      yield { path: ['stages', d.stages.indexOf(stage)], problem: `"${stage}" needs "${needed}" before it` };
}

function* ladder(d: Definition): Iterable<Finding> {
  const steps = d.screening.steps;
  const policies = stepPolicies(steps);
  const path = (step: number, ...rest: (string | number)[]) => ['screening', 'steps', step, ...rest];
  for (const [index, step] of steps.entries()) {
    for (const [at, needed] of (step.requires ?? []).entries()) {
      const other = steps.find(({ id }) => id === needed);
      const without = step.for.filter((role) => other !== undefined && !other.for.includes(role));
      if (other === undefined)
        yield {
          path: path(index, 'requires', at),
          problem: `there is no step "${needed}", ${suggestion(needed, ids(steps))}`,
        };
      else if (without.length > 0)
        yield {
          path: path(index, 'requires', at),
          problem: `a ${without.join(' and a ')} has "${step.id}" but not "${needed}", would be a step that both have`,
        };
    }
    for (const [at, reminder] of step.remindAfter.entries())
      if (millis(reminder) >= millis(step.staleAfter))
        yield {
          path: path(index, 'remindAfter', at),
          concerns: [path(index, 'staleAfter')],
          problem: `is ${reminder}, when the step is stale already; would be less than staleAfter (${step.staleAfter})`,
        };
    if (
      step.kind === 'agreement' &&
      step.owedBy === 'participant' &&
      !step.survey &&
      d.guidelines.length === 0
    )
      yield {
        path: path(index, 'kind'),
        concerns: [['guidelines']],
        problem: 'asks to agree to the guidelines, and the program has none; would have at least one',
      };
    if (step.survey !== undefined && !ids(d.surveys).includes(step.survey))
      yield {
        path: path(index, 'survey'),
        problem: `there is no survey "${step.survey}", ${suggestion(step.survey, ids(d.surveys))}`,
      };
  }
  const cycle = findCycle(policies);
  if (cycle !== undefined)
    yield {
      path: path(Math.max(0, ids(steps).indexOf(cycle[0] ?? '')), 'requires'),
      problem: `steps wait for each other: ${cycle.join(' → ')}; would have no way back to "${cycle[0]}"`,
    };
}

function* privileges(d: Definition): Iterable<Finding> {
  const known = [...KNOWN_PRIVILEGES, ...ids(d.privileges)];
  const uses: [Path, string][] = [
    ...d.screening.steps.flatMap(({ grants }, step) =>
      grants.map((name, at): [Path, string] => [['screening', 'steps', step, 'grants', at], name]),
    ),
    ...d.tiers.flatMap(({ grants }, tier) =>
      grants.map((name, at): [Path, string] => [['tiers', tier, 'grants', at], name]),
    ),
    ...d.workshops.map(({ needs }, at): [Path, string] => [['workshops', at, 'needs'], needs]),
    [['screening', 'peers', 'privilege'], d.screening.peers.privilege],
    [['matching', 'menteeNeeds'], d.matching.menteeNeeds],
    [['matching', 'mentorNeeds'], d.matching.mentorNeeds],
  ];
  for (const [path, name] of uses)
    if (name !== '' && !known.includes(name))
      yield {
        path,
        problem: `there is no privilege "${name}", ${suggestion(name, known)}; own ones are declared under privileges`,
      };
}

/** Somebody who does everything that is asked must be able to go on: the privilege that matching needs is within reach. */
function* matchable(d: Definition): Iterable<Finding> {
  if (!d.stages.includes('matching')) return;
  const policies = stepPolicies(d.screening.steps);
  for (const role of ROLES) {
    const field = role === 'mentee' ? 'menteeNeeds' : 'mentorNeeds';
    const needed = d.matching[field];
    const granted = reachable(policies, role).flatMap(({ grants }) => grants);
    const byTier = role === 'mentor' && d.tiers.some(({ grants }) => grants.includes(needed));
    if (!granted.includes(needed) && !byTier)
      yield {
        path: ['matching', field],
        concerns: [['screening']],
        problem: `no step that a ${role} can pass grants "${needed}", so no ${role} could ever be matched; would be granted by one`,
      };
  }
}

/** The steps that a person of a role can come to pass, one after the other. */
function reachable(steps: readonly StepPolicy[], role: Role): StepPolicy[] {
  const passed: StepPolicy[] = [];
  for (;;) {
    const next = steps.find(
      (step) =>
        step.for.includes(role) &&
        !passed.includes(step) &&
        step.requires.every((needed) => passed.some(({ id }) => id === needed)),
    );
    if (next === undefined) return passed;
    passed.push(next);
  }
}

function* surveys(d: Definition): Iterable<Finding> {
  const survey = d.matching.survey;
  if (d.stages.includes('matching') && !ids(d.surveys).includes(survey))
    yield {
      path: ['matching', 'survey'],
      problem: `there is no survey "${survey}", ${suggestion(survey, ids(d.surveys))}`,
    };
  for (const [at, { questions }] of d.surveys.entries())
    for (const [index, { kind, options }] of questions.entries()) {
      const path = ['surveys', at, 'questions', index, 'options'];
      const choosing = kind === 'choice' || kind === 'many';
      if (choosing && options.length < 2)
        yield {
          path,
          problem: `a question of kind ${kind} has ${options.length === 1 ? 'one answer' : 'no answers'} to choose from, would have two or more`,
        };
      if (!choosing && options.length > 0)
        yield { path, problem: `a question of kind ${kind} has none of its own, would have none here` };
    }
  if (FACTORS.every((factor) => d.matching.weights[factor] === 0))
    yield {
      path: ['matching', 'weights'],
      problem: 'are all 0, so that every pair would be as good as any other; one would be more',
    };
}

function* rhythms(d: Definition): Iterable<Finding> {
  const { shift, retention, matching } = d;
  for (const [at, nudge] of shift.endNudges.entries()) {
    const before = shift.endNudges[at - 1];
    if (millis(nudge) >= millis(shift.grace))
      yield {
        path: ['shift', 'endNudges', at],
        concerns: [['shift', 'grace']],
        problem: `is ${nudge}, when grace (${shift.grace}) is over; would come before it`,
      };
    if (before !== undefined && millis(nudge) <= millis(before))
      yield {
        path: ['shift', 'endNudges', at],
        problem: `is ${nudge}, would be later than ${before} before it`,
      };
  }
  const modules = ids(d.transition.training);
  for (const [at, module] of shift.requiresTraining.entries())
    if (!modules.includes(module))
      yield {
        path: ['shift', 'requiresTraining', at],
        concerns: [['transition', 'training']],
        problem: `there is no training "${module}", ${suggestion(module, modules)}`,
      };
  yield* shorter(
    ['retention', 'nudgeAfter'],
    retention.nudgeAfter,
    ['retention', 'missedAfter'],
    retention.missedAfter,
  );
  const [densest] = retention.cadences;
  if (densest !== undefined)
    yield* shorter(
      ['retention', 'missedAfter'],
      retention.missedAfter,
      ['retention', 'cadences', 0],
      densest,
    );
  for (const [at, cadence] of retention.cadences.entries()) {
    const before = retention.cadences[at - 1];
    if (before !== undefined && millis(cadence) < millis(before))
      yield {
        path: ['retention', 'cadences', at],
        problem: `is ${cadence} after ${before}, would be longer: check-ins thin out as things go well`,
      };
  }
  yield* shorter(
    ['matching', 'remindOfferAfter'],
    matching.remindOfferAfter,
    ['matching', 'offerLapsesAfter'],
    matching.offerLapsesAfter,
  );
  if (d.quietHours.from === d.quietHours.to)
    yield {
      path: ['quietHours', 'to'],
      problem: 'is when they start, would be another time: no hour would be left, or none quiet',
    };
}

function* shorter(path: Path, value: Duration, limiting: Path, limit: Duration): Iterable<Finding> {
  if (millis(value) >= millis(limit))
    yield {
      path,
      concerns: [limiting],
      problem: `is ${value}, would be shorter than ${fieldName(limiting)} (${limit})`,
    };
}

function ids(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id);
}
