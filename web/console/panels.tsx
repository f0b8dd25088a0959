import { Fragment, type ComponentChild, type JSX } from 'preact';
import type { Caller } from '../../office/access';
import type { Parts } from '../parts';
import { checkInPanel } from './checkInPanel';
import { deathPanel } from './deathPanel';
import type { View } from './frame';
import { keptApartPanel, surveysPanel } from './matchPanel';
import { achievementPanel } from './achievementPanel';
import { notesPanel } from './notesPanel';
import { trainingPanel } from './trainingPanel';
import { workPanel } from './workPanel';
import { AGREEMENTS_PANEL } from './agreements';
import type { PersonData } from './personData';
import { transitionPanel } from './transitionPanel';
import { appointmentsPanel } from './appointmentsPanel';
import { goalStepsPanel } from './goalSteps';
import { meetingsPanel } from './meetingsPanel';
import { referralsPanel } from './referralsPanel';
import { resourcesPanel } from './resourcesPanel';
import { ERASURE_PANEL } from './erasures';
import { PEER_WORDS_PANEL } from './peerWords';
import { SELF_DESCRIPTION_PANEL } from './selfDescription';

/** What a panel may know of the person: everything of the page but the panels. */
export type PanelData = Omit<PersonData, 'panels'>;

/** One part of a person's page that stands for itself: it reads what it shows, and shows nothing where it has nothing. */
export interface Panel {
  id: string;
  column: 'wide' | 'narrow';
  show: (parts: Parts, caller: Caller, view: View, data: PanelData) => Promise<ComponentChild>;
}

export interface Panels {
  wide: JSX.Element[];
  narrow: JSX.Element[];
}

/** In the order in which they stand on the page. */
const PANELS: readonly Panel[] = [
  PEER_WORDS_PANEL,
  transitionPanel,
  checkInPanel,
  surveysPanel,
  keptApartPanel,
  AGREEMENTS_PANEL,
  deathPanel,
  goalStepsPanel,
  meetingsPanel,
  referralsPanel,
  appointmentsPanel,
  resourcesPanel,
  achievementPanel,
  trainingPanel,
  workPanel,
  notesPanel,
  SELF_DESCRIPTION_PANEL,
  ERASURE_PANEL,
];

export async function panelsOf(parts: Parts, caller: Caller, view: View, data: PanelData): Promise<Panels> {
  const shown = await Promise.all(
    PANELS.map(async ({ id, column, show }) => ({
      column,
      part: <Fragment key={id}>{await show(parts, caller, view, data)}</Fragment>,
    })),
  );
  const inColumn = (column: Panel['column']) =>
    shown.filter((panel) => panel.column === column).map(({ part }) => part);
  return { wide: inColumn('wide'), narrow: inColumn('narrow') };
}
