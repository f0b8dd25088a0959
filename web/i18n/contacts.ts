import type { Lang } from './language';

const en = {
  replaced: 'no longer theirs',
  change: 'Another number or address',
  kind: 'Kind',
  kinds: { sms: 'Mobile phone', voice: 'Landline: called, never texted', email: 'Email' },
  value: 'Number or address',
  consent: 'They agreed to be reached there',
  keep: 'The others stay in use',
};

const fr: typeof en = {
  replaced: 'n’est plus à la personne',
  change: 'Autre numéro ou adresse',
  kind: 'Type',
  kinds: { sms: 'Cellulaire', voice: 'Ligne fixe : on appelle, on ne texte pas', email: 'Courriel' },
  value: 'Numéro ou adresse',
  consent: 'La personne accepte d’y être jointe',
  keep: 'Les autres restent en service',
};

/** How somebody is reached, and how that changes. */
export const contactStrings: Record<Lang, typeof en> = { en, fr };
