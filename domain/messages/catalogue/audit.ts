import type { Wordings } from './wording';

/** To the on-call person, when the system cannot mend its own watch: what may go unseen, and what to do meanwhile. */

const WHAT_EN =
  '{problem, select, wait_stuck {a check-in or alert stands still} alarms_unsent {alerts are not going out} replies_unread {replies from people are not being read} shift_not_started {a shift is not being watched yet} shift_unwatched {a shift is no longer watched} escalation_unwatched {an open alert no longer climbs} coverage_not_checked {who is on call was not checked for a shift} zone_rules_stale {time zone rules are out of date} shift_times_doubtful {times of a shift may be wrong} other {something needs a look}}';
const WHAT_FR =
  "{problem, select, wait_stuck {un suivi ou une alerte n'avance plus} alarms_unsent {des alertes ne partent pas} replies_unread {des réponses ne sont pas lues} shift_not_started {un quart n'est pas encore suivi} shift_unwatched {un quart n'est plus suivi} escalation_unwatched {une alerte ouverte ne monte plus} coverage_not_checked {la garde d'un quart n'a pas été vérifiée} zone_rules_stale {les règles de fuseaux horaires sont périmées} shift_times_doubtful {les heures d'un quart sont à vérifier} other {quelque chose est à vérifier}}";

export const AUDIT: Wordings<'audit-alert'> = {
  'audit-alert': {
    en: {
      sms: `SYSTEM: ${WHAT_EN} ({count})[, {site}]. Please check on people yourself until it is put right. Details: console, page System.`,
      subject: `SYSTEM: ${WHAT_EN}`,
      text: `The system has found something about its own watch that it could not put right: ${WHAT_EN} ({count})[, {site}].\n\nWhat to do now:\n1. Open the console, page System: it says which shift or alert it is about.\n2. Until it is put right, check on the people concerned yourself, by phone.\n3. Tell whoever runs the system.\n\nThis is said once; the console shows it for as long as it lasts.`,
      basic: 'SYSTEM: something needs a look. Details: console, page System.',
    },
    fr: {
      sms: `SYSTEME : ${WHAT_FR} ({count})[, {site}]. D'ici à ce que ce soit corrigé, prenez des nouvelles des gens. Détails : console, page Système.`,
      subject: `SYSTÈME : ${WHAT_FR}`,
      text: `Le système a trouvé dans sa propre veille quelque chose qu'il n'a pas pu corriger : ${WHAT_FR} ({count})[, {site}].\n\nQuoi faire maintenant :\n1. Ouvrez la console, page Système : elle dit de quel quart ou de quelle alerte il s'agit.\n2. D'ici à ce que ce soit corrigé, prenez vous-même des nouvelles des gens concernés, par téléphone.\n3. Prévenez qui s'occupe du système.\n\nCeci est dit une seule fois; la console le montre tant que cela dure.`,
      basic: 'SYSTEME : quelque chose est à vérifier. Détails : console, page Système.',
    },
  },
};
