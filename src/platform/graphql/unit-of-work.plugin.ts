import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { PublicError, STATUS_OF } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';
import type { ReportError } from './errors.js';

/**
 * Commits the request's read before anything is answered, so that nothing leaves without its audit entry.
 * What cannot be committed is not sent.
 * @param settle what has to be written down afterwards, in a transaction of its own
 */
export function unitOfWorkPlugin(
  unitOfWork: UnitOfWork,
  report: ReportError,
  settle: () => Promise<void>,
): ApolloServerPlugin {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<Record<string, never>>> => ({
      async willSendResponse({ response }) {
        try {
          await unitOfWork.finishReading();
          await settle();
        } catch (error) {
          const known = toPublicError(error);
          if (!known) report(error);
          const told = known ?? new PublicError('INTERNAL', 'Something went wrong on our side. Try again.');
          response.http.status = STATUS_OF[told.code];
          response.body = {
            kind: 'single',
            singleResult: { errors: [{ message: told.message, extensions: { code: told.code } }] },
          };
        }
        const first = response.body.kind === 'single' ? response.body.singleResult.errors?.[0] : undefined;
        if (first?.extensions?.['code'] === 'UNAVAILABLE') {
          response.http.status = 503;
          response.http.headers.set('retry-after', '1');
        }
      },
    }),
  };
}
