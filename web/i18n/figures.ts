import type { Lang } from './language';

const en = {
  nav: 'Figures',
  title: 'Figures',
  lead: 'Counted from what happened, with what each number counts and what it leaves out.',
  place: 'Program or site',
  period: 'Period',
  periodHint: 'Like 2026-03, 2026-Q1, or 2026 for a fiscal year. Empty: the present fiscal year.',
  show: 'Show',
  csv: 'As a table (CSV)',
  print: 'Printed, this page leaves the menu out.',
  days: (from: string, until: string) => `${from} to ${until}`,
  generated: (at: string) => `Counted ${at}`,
  none: 'none in this period',
  of: (n: number, of: number) => `${n} of ${of}`,
  percent: (share: number) => `${share} %`,
  median: (value: string) => `median ${value}`,
  quartiles: (q1: string, q3: string, n: number) => `half between ${q1} and ${q3} · n = ${n}`,
  units: { days: 'days', minutes: 'min' } as Record<string, string>,
  counts: 'What it counts',
  equity: 'Does everybody get the same chances?',
  equityLead: (below: number) =>
    `People who came this far for the first time, by how they describe themselves. Nobody has to say. Numbers below ${below}, and those from which they could be worked out, are withheld (–).`,
  equityNoQuarter: 'The first quarter of this fiscal year is not over yet; it is shown after its last day.',
  equitySite: 'By group only for a whole program: a site is too small to hide anybody in.',
  equityNotAsked: 'This program does not ask people how they describe themselves.',
  wholeYear: (year: string) => `Quarters of ${year} so far`,
  everybody: 'everybody',
  withheld: 'withheld',
  came: 'Came this far',
};

const fr: typeof en = {
  nav: 'Chiffres',
  title: 'Chiffres',
  lead: 'Comptés d’après ce qui s’est passé, avec ce que chaque nombre compte et ce qu’il laisse de côté.',
  place: 'Programme ou lieu',
  period: 'Période',
  periodHint: 'Par exemple 2026-03, 2026-Q1, ou 2026 pour un exercice. Vide : l’exercice en cours.',
  show: 'Afficher',
  csv: 'En tableau (CSV)',
  print: 'À l’impression, le menu disparaît.',
  days: (from, until) => `du ${from} au ${until}`,
  generated: (at) => `Compté le ${at}`,
  none: 'rien durant cette période',
  of: (n, of) => `${n} sur ${of}`,
  percent: (share) => `${share} %`,
  median: (value) => `médiane ${value}`,
  quartiles: (q1, q3, n) => `la moitié entre ${q1} et ${q3} · n = ${n}`,
  units: { days: 'jours', minutes: 'min' },
  counts: 'Ce que cela compte',
  equity: 'Tout le monde a-t-il les mêmes chances?',
  equityLead: (below) =>
    `Personnes arrivées là pour la première fois, selon la façon dont elles se décrivent. Personne n’est tenu de le dire. Les nombres inférieurs à ${below}, et ceux qui permettraient de les déduire, ne sont pas montrés (–).`,
  equityNoQuarter:
    'Le premier trimestre de cet exercice n’est pas terminé; il apparaîtra après son dernier jour.',
  equitySite:
    'Par groupe seulement pour tout un programme : un lieu est trop petit pour y protéger quelqu’un.',
  equityNotAsked: 'Ce programme ne demande pas aux gens comment ils se décrivent.',
  wholeYear: (year) => `Trimestres de ${year} jusqu’ici`,
  everybody: 'tout le monde',
  withheld: 'non montré',
  came: 'Arrivées jusque-là',
};

export const figureStrings: Record<Lang, typeof en> = { en, fr };
