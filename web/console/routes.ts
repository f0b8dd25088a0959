import type { FastifyInstance } from 'fastify';
import { staffOnly } from '../access/viewer';
import type { LedgerWatch } from '../live/ledgerWatch';
import type { Parts } from '../parts';
import { applicationRoutes } from './applications';
import { boardRoutes } from './board';
import { erasureRoutes } from './erasures';
import { escalationRoutes } from './escalations';
import { evidenceRoutes } from './evidence';
import { figureRoutes } from './figures';
import { liveRoutes } from './live';
import { matchingRoutes } from './matching';
import { peopleRoutes } from './people';
import { peerRoutes } from './peerCard';
import { personRoutes } from './person';
import { drillRoutes } from './drills';
import { requestRoutes } from './requests';
import { rotaRoutes } from './rota';
import { safetyPlanRoutes } from './safetyPlan';
import { selfDescriptionRoutes } from './selfDescription';
import { shiftPeopleRoutes } from './shiftPeople';
import { shiftPlanningRoutes } from './shiftPlanning';
import { stepRoutes } from './steps';
import { shiftRoutes } from './shifts';
import { systemRoutes } from './system';
import { todayRoutes } from './today';
import { workshopRoutes } from './workshops';

/** The staff console: everything in here asks who is looking first. */
export function consoleRoutes(scope: FastifyInstance, parts: Parts, watch: LedgerWatch): void {
  staffOnly(scope, parts);
  scope.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  todayRoutes(scope, parts);
  peopleRoutes(scope, parts);
  applicationRoutes(scope, parts);
  personRoutes(scope, parts);
  stepRoutes(scope, parts);
  peerRoutes(scope, parts);
  escalationRoutes(scope, parts);
  rotaRoutes(scope, parts);
  requestRoutes(scope, parts);
  drillRoutes(scope, parts);
  shiftRoutes(scope, parts);
  shiftPlanningRoutes(scope, parts);
  shiftPeopleRoutes(scope, parts);
  boardRoutes(scope, parts);
  safetyPlanRoutes(scope, parts);
  evidenceRoutes(scope, parts);
  figureRoutes(scope, parts);
  erasureRoutes(scope, parts);
  selfDescriptionRoutes(scope, parts);
  matchingRoutes(scope, parts);
  workshopRoutes(scope, parts);
  systemRoutes(scope, parts);
  liveRoutes(scope, parts, watch);
}
