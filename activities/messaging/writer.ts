import { DAY } from '../../domain/duration';
import { instant, type Instant } from '../../domain/ids';
import { isSpoken, practiceMark, render, speak } from '../../domain/messages';
import { isTemplateId, TEMPLATES, type TemplateId } from '../../domain/messages/templates';
import { newToken } from '../../platform/token';
import type { Written } from './carryOut';
import type { LinkRow } from './claim';
import type { Facts } from './facts';
import type { Move } from './nextMove';
import { paramsOf } from './params';
import type { World } from './world';

/** Addresses that messages point to. */
export interface Links {
  /** The page of a personal link, by its token. */
  personal(token: string): string;
  /** The console's page of an escalation. */
  escalation(id: string): string;
}

/** A link outlives what it is for, so that a late answer still finds a page that says what to do. */
const LINK_LIVES_MS = 30 * DAY;

/** What the second sending of an alarm is called; the others say that they are repeats by themselves. */
const REPEATS: Partial<Record<TemplateId, TemplateId>> = { 'escalation-raised': 'escalation-repeat' };

/** What is said in a practice instead, where the words of the real thing ask somebody to be called. */
const IN_PRACTICE: Partial<Record<TemplateId, TemplateId>> = { 'escalation-unresolved': 'drill-unresolved' };

/** A carrier that hangs takes half a minute, in which a silent alarm may come: after that nobody is to be told a number. */
const FRESH_FOR_MS = 5_000;

const SAID_AGAIN = { en: 'This call is repeated. ', fr: 'Cet appel est répété. ' };
const AGAIN = { en: '(sent again) ', fr: '(renvoi) ' };

/**
 * Writes messages right before they are sent: names, places and times are those of now, not of when it was decided.
 * What all of a delivery's messages are about is read at once, and again where writing goes on for longer. The result is nothing
 * for what no try will ever turn into words: a template that is not there any more, a person whose record is gone.
 */
export function createWriter(tools: {
  worldOf: (all: readonly Facts[]) => Promise<World>;
  links: Links;
  all: readonly Facts[];
}) {
  let world: Promise<World> | undefined;
  let readAt = 0;
  return async (facts: Facts, send: Extract<Move, { move: 'send' }>): Promise<Written | undefined> => {
    if (Date.now() - readAt > FRESH_FOR_MS) {
      readAt = Date.now();
      world = undefined;
    }
    world ??= tools.worldOf(tools.all);
    const known = await world;
    if (!isTemplateId(facts.template)) return undefined;
    const practice = known.escalations.get(String(facts.refs['escalation']))?.kind === 'drill';
    const meant = practice ? (IN_PRACTICE[facts.template] ?? facts.template) : facts.template;
    const template = send.isRepeat ? (REPEATS[meant] ?? meant) : meant;
    const link = 'link' in TEMPLATES[template] ? personalLink(facts, known) : undefined;
    const url = link
      ? tools.links.personal(link.token)
      : typeof facts.refs['escalation'] === 'string'
        ? tools.links.escalation(facts.refs['escalation'])
        : undefined;
    const reader = known.people.get(facts.personId);
    const params = paramsOf(facts, template, known, url);
    if (!reader || !params) return undefined;
    const { language } = reader;
    const marked = practice ? practiceMark(send.channel, language) : '';
    if (send.channel === 'voice') {
      if (!isSpoken(template)) return undefined;
      const words = speak(template, { language, detail: reader.detail, params: params as never });
      const again = send.isRepeat && template === meant ? SAID_AGAIN[language] : '';
      const mark = marked + again;
      return { subject: null, body: mark + words, language, links: [] };
    }
    const { sms, subject, text } = render(template, {
      language,
      detail: reader.detail,
      params: params as never,
      overrides: known.programs.get(facts.programId)?.overrides,
    });
    const again = send.isRepeat && template === meant ? AGAIN[language] : '';
    const mark = marked + again;
    return {
      subject: send.channel === 'email' ? mark + subject : null,
      body: mark + (send.channel === 'email' ? text : sms),
      language,
      links: link ? [link] : [],
    };
  };
}

function personalLink(facts: Facts, world: World): LinkRow | undefined {
  const waitKey = facts.refs['wait'];
  // `mine`: about nothing that is awaited, but the way to one's own meetings, goals and dates.
  if (typeof waitKey !== 'string' && facts.refs['mine'] !== true) return undefined;
  const due = typeof waitKey === 'string' ? world.waits.get(waitKey)?.dueAt : undefined;
  const from = due ? instant(due) : facts.at;
  const expiresAt: Instant = instant(Date.parse(from) + LINK_LIVES_MS);
  const about = typeof waitKey === 'string' ? waitKey : null;
  return { token: newToken(), personId: facts.personId, waitKey: about, expiresAt };
}
