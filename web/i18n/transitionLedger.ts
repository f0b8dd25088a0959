import type { EventKind } from '../../domain/ledger';
import type { Lang } from './language';
import type { Code, Labels } from './ledger';
import { words } from './words';

type Data = Record<string, string | number | boolean | null>;

const OUTCOMES: Record<Lang, Record<string, string>> = {
  en: {
    done: 'done',
    'not-reached': 'tried, not reached',
    'not-wanted': 'not wanted',
    completed: 'completed',
    cancelled: 'given up',
    withdrawn: 'the person left',
    died: 'the person has died',
  },
  fr: {
    done: 'fait',
    'not-reached': 'essayé, pas joint',
    'not-wanted': 'pas souhaité',
    completed: 'terminé',
    cancelled: 'abandonné',
    withdrawn: 'la personne est partie',
    died: 'la personne est décédée',
  },
};

/** What happens around critical transitions, check-ins that somebody does not want, and a record of a death. */
export function transitionSentence(lang: Lang, kind: EventKind, d: Data, l: Labels, who: string): string {
  const name = words[lang].transitionKinds[String(d['kind'])] ?? '';
  const outcome = OUTCOMES[lang][String(d['outcome'])] ?? String(d['outcome']);
  const day = (code: Code) => (code ? String(code) : lang === 'fr' ? 'date inconnue' : 'date unknown');
  return lang === 'fr' ? french() : english();

  function english(): string {
    switch (kind) {
      case 'check-ins-declined':
        return `Does not want to be asked how they are (${who})`;
      case 'check-ins-resumed':
        return `Check-ins asked for again by ${who}`;
      case 'transition-planned':
        return `${name}: planned, ${day(d['date'])}${d['inside'] ? '; messages are held while inside' : ''}`;
      case 'transition-date-moved':
        return `${name}: from ${day(d['from'])} to ${day(d['to'])}, by ${who}`;
      case 'transition-contact-marked':
        return `${name}, contact “${d['contact']}”: ${outcome}${d['late'] ? ', late' : ''} (${who})`;
      case 'transition-contact-late':
        return `${name}, contact “${d['contact']}”: late, staff owe it now`;
      case 'transition-hand-over-arranged':
        return `${name}: hand-over arranged by ${who}${d['to'] ? `, to ${l.person(d['to'])}` : ''}`;
      case 'transition-out':
        return `${name}: is out, says ${who}; messages go again`;
      case 'transition-closed':
        return `${name}: ${outcome}`;
      case 'transition-shared':
        return `Shared with ${l.partner(d['partner'])}, with consent (${who})`;
      case 'transition-unshared':
        return `No longer shared with ${l.partner(d['partner'])} (${who})`;
      case 'death-undone':
        return `The record of a death was a mistake; taken back by ${who}`;
      default:
        return kind;
    }
  }

  function french(): string {
    switch (kind) {
      case 'check-ins-declined':
        return `Ne veut plus qu’on prenne de ses nouvelles (${who})`;
      case 'check-ins-resumed':
        return `Prises de nouvelles redemandées par ${who}`;
      case 'transition-planned':
        return `${name} : prévu, ${day(d['date'])}${d['inside'] ? '; les messages sont retenus' : ''}`;
      case 'transition-date-moved':
        return `${name} : de ${day(d['from'])} à ${day(d['to'])}, par ${who}`;
      case 'transition-contact-marked':
        return `${name}, contact « ${d['contact']} » : ${outcome}${d['late'] ? ', en retard' : ''} (${who})`;
      case 'transition-contact-late':
        return `${name}, contact « ${d['contact']} » : en retard, l’équipe le doit maintenant`;
      case 'transition-hand-over-arranged':
        return `${name} : relais prévu par ${who}${d['to'] ? `, à ${l.person(d['to'])}` : ''}`;
      case 'transition-out':
        return `${name} : est dehors, dit ${who}; les messages reprennent`;
      case 'transition-closed':
        return `${name} : ${outcome}`;
      case 'transition-shared':
        return `Partagé avec ${l.partner(d['partner'])}, avec consentement (${who})`;
      case 'transition-unshared':
        return `N’est plus partagé avec ${l.partner(d['partner'])} (${who})`;
      case 'death-undone':
        return `Le décès avait été noté par erreur; repris par ${who}`;
      default:
        return kind;
    }
  }
}
