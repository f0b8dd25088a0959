import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts';
import { alongsideApi } from './alongside';
import { agreementApi } from './agreements';
import { applicationApi } from './applications';
import { apiKeysOnly } from './caller';
import { apiDocument } from './document';
import { drillApi } from './drills';
import { erasureApi } from './erasures';
import { escalationApi } from './escalations';
import { figuresApi } from './figures';
import { journeyApi } from './journeys';
import { matchingApi } from './matching';
import { surveyApi } from './surveys';
import { networkApi } from './network';
import { openingApi } from './openings';
import { participantApi } from './participants';
import { peerWorkApi } from './peerWork';
import { requestApi } from './requests';
import { rotaApi } from './rota';
import { planningApi } from './planning';
import { programApi } from './programs';
import { screeningApi } from './screening';
import { shiftApi } from './shifts';
import { careApi } from './care';
import { systemApi } from './system';
import { transitionApi } from './transitions';
import { trainingApi } from './training';

/** The JSON API: `/api/v1`, its OpenAPI document, and `/docs`. */
export async function apiRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  await apiDocument(app, parts);
  await app.register(
    async (scope) => {
      apiKeysOnly(scope, parts);
      programApi(scope, parts);
      participantApi(scope, parts);
      journeyApi(scope, parts);
      alongsideApi(scope, parts);
      networkApi(scope, parts);
      screeningApi(scope, parts);
      applicationApi(scope, parts);
      agreementApi(scope, parts);
      shiftApi(scope, parts);
      planningApi(scope, parts);
      escalationApi(scope, parts);
      rotaApi(scope, parts);
      matchingApi(scope, parts);
      surveyApi(scope, parts);
      requestApi(scope, parts);
      drillApi(scope, parts);
      trainingApi(scope, parts);
      peerWorkApi(scope, parts);
      openingApi(scope, parts);
      figuresApi(scope, parts);
      erasureApi(scope, parts);
      systemApi(scope, parts);
      transitionApi(scope, parts);
      careApi(scope, parts);
    },
    { prefix: '/api/v1' },
  );
}
