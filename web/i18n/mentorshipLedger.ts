import type { EventKind } from '../../domain/ledger';
import type { Lang } from './language';
import type { Code, Labels } from './ledger';
import { words } from './words';

/** What happens between mentors and mentees, at events and with partners, as sentences for staff. */

type Data = Record<string, string | number | boolean | null>;
type Say = (data: Data, labels: Labels, who: string) => string;
type Sentences = Record<Lang, Say>;

const code = (value: Code): string => String(value ?? '');
const choose = (texts: Record<string, string>, value: Code): string => texts[code(value)] ?? code(value);

const SENTENCES = {
  'meeting-time-proposed': {
    en: (d, l, who) => `Another time for meeting ${d['number']} proposed by ${who}: ${l.time(d['to'])}`,
    fr: (d, l, who) =>
      `Autre moment pour la rencontre ${d['number']}, proposé par ${who} : ${l.time(d['to'])}`,
  },
  'meeting-time-answered': {
    en: (d) =>
      d['answer'] === 'accept'
        ? `Both agree on another time for meeting ${d['number']}`
        : `Meeting ${d['number']} stays as it was`,
    fr: (d) =>
      d['answer'] === 'accept'
        ? `Accord sur un autre moment pour la rencontre ${d['number']}`
        : `La rencontre ${d['number']} reste comme prévu`,
  },
  'meeting-corrected': {
    en: (d, _l, who) =>
      `Meeting ${d['number']}, settled with both by ${who}: ${choose(words.en.meeting, d['outcome']).toLowerCase()}`,
    fr: (d, _l, who) =>
      `Rencontre ${d['number']}, réglée avec les deux par ${who} : ${choose(words.fr.meeting, d['outcome']).toLowerCase()}`,
  },
  'mentor-stepped-back': {
    en: () => 'The mentor takes a break; meetings rest',
    fr: () => 'Le mentor prend une pause ; les rencontres attendent',
  },
  'mentor-came-back': {
    en: () => 'The mentor is back; meetings go on',
    fr: () => 'Le mentor est de retour ; les rencontres reprennent',
  },
  'interim-named': {
    en: (d, l) => `${l.person(d['person'])} is there while the mentor takes a break`,
    fr: (d, l) => `${l.person(d['person'])} est là pendant la pause du mentor`,
  },
  'interim-in-touch': {
    en: (d, l) => `${l.person(d['person'])} has been in touch`,
    fr: (d, l) => `${l.person(d['person'])} a fait signe`,
  },
  'goal-step-added': {
    en: (d, l) => `A step towards “${l.goal(d['goal'])}” added`,
    fr: (d, l) => `Étape ajoutée vers « ${l.goal(d['goal'])} »`,
  },
  'goal-step-done': {
    en: (d, l) =>
      d['done']
        ? `A step towards “${l.goal(d['goal'])}” done`
        : `A step towards “${l.goal(d['goal'])}” open again`,
    fr: (d, l) =>
      d['done']
        ? `Étape franchie vers « ${l.goal(d['goal'])} »`
        : `Étape rouverte vers « ${l.goal(d['goal'])} »`,
  },
  'goal-shared': {
    en: (d, l) =>
      d['shared']
        ? `“${l.goal(d['goal'])}” is shown to the mentor`
        : `“${l.goal(d['goal'])}” is kept private`,
    fr: (d, l) =>
      d['shared']
        ? `« ${l.goal(d['goal'])} » visible pour le mentor`
        : `« ${l.goal(d['goal'])} » gardé privé`,
  },
  'goal-let-go': {
    en: (d, l) => `“${l.goal(d['goal'])}” was let go; what it brought stays`,
    fr: (d, l) => `« ${l.goal(d['goal'])} » : on lâche prise ; l’acquis reste`,
  },
  'workshop-answered': {
    en: (d) =>
      choose(
        {
          coming: 'Comes to the event',
          waiting: 'On the waiting list of the event',
          declined: 'Does not come to the event',
          lapsed: 'Did not take the free place in time; it went on',
        },
        d['answer'],
      ),
    fr: (d) =>
      choose(
        {
          coming: 'Vient à l’événement',
          waiting: 'Sur la liste d’attente de l’événement',
          declined: 'Ne vient pas à l’événement',
          lapsed: 'N’a pas pris la place libre à temps ; elle a été offerte plus loin',
        },
        d['answer'],
      ),
  },
  'workshop-place-offered': {
    en: () => 'Offered a place that became free',
    fr: () => 'S’est fait offrir une place libérée',
  },
  'workshop-moved': {
    en: (d, l, who) => `Event moved to ${l.time(d['to'])} by ${who}`,
    fr: (d, l, who) => `Événement déplacé par ${who} : ${l.time(d['to'])}`,
  },
  'workshop-cancelled': {
    en: (_d, _l, who) => `Event cancelled by ${who}`,
    fr: (_d, _l, who) => `Événement annulé par ${who}`,
  },
  'workshop-attended': {
    en: (d) => (d['came'] ? 'Came to the event' : 'Did not make it to the event'),
    fr: (d) => (d['came'] ? 'A participé à l’événement' : 'N’a pas pu venir à l’événement'),
  },
  'referral-made': {
    en: (d, l, who) => `Introduction to a partner (${l.partner(d['partner'])}) suggested by ${who}`,
    fr: (d, l, who) => `Mise en relation avec un partenaire (${l.partner(d['partner'])}) suggérée par ${who}`,
  },
  'referral-consented': {
    en: (d) =>
      d['consents'] ? 'Agreed to the introduction' : 'Does not want the introduction; nothing was said',
    fr: (d) =>
      d['consents']
        ? 'D’accord pour la mise en relation'
        : 'Ne veut pas de mise en relation ; rien n’a été dit',
  },
  'referral-companion': {
    en: (d, l) =>
      `${l.person(d['person'])} ${d['how'] === 'goes-along' ? 'goes along' : 'makes the introduction'}`,
    fr: (d, l) =>
      `${l.person(d['person'])} ${d['how'] === 'goes-along' ? 'accompagne' : 'fait les présentations'}`,
  },
  'referral-ended': {
    en: (d) =>
      choose(
        {
          introduced: 'First contact with the partner made',
          arrived: 'Arrived at the partner',
          'did-not-suit': 'The partner did not suit; that is fine',
          'let-go': 'The introduction was let go',
        },
        d['outcome'],
      ),
    fr: (d) =>
      choose(
        {
          introduced: 'Premier contact avec le partenaire',
          arrived: 'Bien arrivé chez le partenaire',
          'did-not-suit': 'Le partenaire ne convenait pas ; c’est correct',
          'let-go': 'Mise en relation abandonnée',
        },
        d['outcome'],
      ),
  },
  'referral-followed-up': {
    en: (d) =>
      d['answer'] === 'well' ? 'With the partner it goes well' : 'With the partner it does not go well',
    fr: (d) =>
      d['answer'] === 'well' ? 'Chez le partenaire, ça va bien' : 'Chez le partenaire, ça ne va pas',
  },
  'resource-added': {
    en: (_d, _l, who) => `Resource added by ${who}`,
    fr: (_d, _l, who) => `Ressource ajoutée par ${who}`,
  },
  'resource-sent': {
    en: (_d, _l, who) => `Resource sent by ${who}`,
    fr: (_d, _l, who) => `Ressource envoyée par ${who}`,
  },
  'appointment-planned': {
    en: (d, l, who) => `Appointment noted by ${who}: ${l.time(d['at'])}`,
    fr: (d, l, who) => `Rendez-vous noté par ${who} : ${l.time(d['at'])}`,
  },
  'appointment-moved': {
    en: (d, l, who) => `Appointment moved by ${who}: ${l.time(d['to'])}`,
    fr: (d, l, who) => `Rendez-vous déplacé par ${who} : ${l.time(d['to'])}`,
  },
  'appointment-settled': {
    en: (d) =>
      choose(
        {
          kept: 'Appointment kept',
          'not-kept': 'Appointment did not work out',
          cancelled: 'Appointment cancelled',
        },
        d['outcome'],
      ),
    fr: (d) =>
      choose(
        {
          kept: 'Rendez-vous tenu',
          'not-kept': 'Le rendez-vous n’a pas eu lieu',
          cancelled: 'Rendez-vous annulé',
        },
        d['outcome'],
      ),
  },
} as const satisfies Partial<Record<EventKind, Sentences>>;

export type MentorshipKind = keyof typeof SENTENCES;

export function isOfMentorship(kind: EventKind): kind is MentorshipKind {
  return Object.hasOwn(SENTENCES, kind);
}

export function mentorshipSentence(
  lang: Lang,
  kind: MentorshipKind,
  data: Data,
  labels: Labels,
  who: string,
): string {
  return (SENTENCES[kind] as Sentences)[lang](data, labels, who);
}
