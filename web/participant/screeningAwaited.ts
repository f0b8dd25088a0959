import { calledInMessage } from '../../domain/names';
import { guidelinesOf } from '../../office/agreements';
import type { Person, Wait } from '../../prisma/generated/client';
import type { Definition, Survey } from '../../programs';
import { localText } from '../console/labels';
import type { Lang } from '../i18n/language';
import type { Parts } from '../parts';

interface Base {
  key: string;
  title: string;
}

/** Words to agree to, in the version that the page shows. */
export interface ShownGuidelines {
  version: string;
  peers: string[];
  staff: string[];
}

/** What a step of screening waits for: from the person, or from a mentor on the deciding side. */
export type ScreeningAwaited =
  | (Base & { what: 'step-form'; step: string; survey: Survey; role: string })
  | (Base & { what: 'agreement'; step: string; guidelines: ShownGuidelines })
  | (Base & { what: 'step'; step: string })
  | (Base & { what: 'peer-word'; step: string; journeyId: string; other: string });

export function shownGuidelines(definition: Definition, lang: Lang): ShownGuidelines {
  const { version, content } = guidelinesOf(definition);
  const of = (side: 'peers' | 'staff') =>
    content.filter((one) => one.of === side).map(({ text }) => localText(text, lang) ?? '');
  return { version, peers: of('peers'), staff: of('staff') };
}

export async function screeningAwaited(
  parts: Parts,
  wait: Wait,
  definition: Definition,
  role: string,
  lang: Lang,
): Promise<ScreeningAwaited | undefined> {
  const { step: id } = (wait.details ?? {}) as { step?: string };
  const step = definition.screening.steps.find((one) => one.id === id);
  const title = localText(step?.title, lang) ?? '';
  const base = { key: wait.key, title, step: step?.id ?? '' };
  if (wait.kind === 'peer-word') {
    const about = await parts.database.person.findUnique({ where: { id: wait.subjectPersonId ?? '' } });
    return about && wait.journeyId
      ? { ...base, what: 'peer-word', journeyId: wait.journeyId, other: calledInMessage(about) }
      : undefined;
  }
  const survey = definition.surveys.find((one) => one.id === step?.survey);
  if (survey) return { ...base, what: 'step-form', survey, role };
  if (step?.kind === 'agreement' && definition.guidelines.length > 0)
    return { ...base, what: 'agreement', guidelines: shownGuidelines(definition, lang) };
  return { ...base, what: 'step' };
}

/** Words that they agreed to have changed since: they are asked again on the next page of theirs that they open. */
export async function changedGuidelines(
  parts: Parts,
  person: Person,
  definition: Definition,
  lang: Lang,
): Promise<ShownGuidelines | undefined> {
  const { guidelines } = await parts.office.agreements.ofPerson(person.id, definition.id);
  return guidelines.askAgain ? shownGuidelines(definition, lang) : undefined;
}
