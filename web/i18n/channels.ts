import type { Lang } from './language';

const en = {
  down: { sms: 'No text messages get through', voice: 'No calls get through', email: 'No mail gets through' },
  since: (time: string) => `since ${time}.`,
  /** What happens meanwhile. */
  meanwhile:
    'Alarms and check-ins of a shift go another way where there is one. Everything else is tried again until it is out of date.',
};

const fr: typeof en = {
  down: { sms: 'Aucun texto ne passe', voice: 'Aucun appel ne passe', email: 'Aucun courriel ne passe' },
  since: (time) => `depuis ${time}.`,
  meanwhile:
    'Les alertes et les suivis de quart passent par un autre moyen s’il y en a un. Le reste est réessayé tant que c’est utile.',
};

/** About carriers that take nothing. */
export const channelStrings: Record<Lang, typeof en> = { en, fr };
