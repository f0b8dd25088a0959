import type { Caller } from '../../office/access';
import type { WorkRow } from '../../office/peerWork/work';
import type { Definition } from '../../programs';
import type { Parts } from '../parts';

type Office = Parts['office'];

export interface PeerWorkData {
  caller: Caller;
  programs: { id: string; name: string }[];
  program: { id: string; name: string };
  definition: Definition;
  from: string;
  until: string;
  rows: WorkRow[];
  openings: Awaited<ReturnType<Office['openings']['list']>>;
  voices: Awaited<ReturnType<Office['training']['heard']>>;
  sessions: Awaited<ReturnType<Office['sessions']['list']>>;
}
