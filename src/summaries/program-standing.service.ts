import { Injectable } from '@nestjs/common';
import type { AssignmentState } from '../assignments/assignment.state.js';
import { CircumstancesService } from '../assignments/circumstances.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { CouplesService, type IncidentRole } from '../clients/couples.service.js';
import type { ProgramStep } from '../core/worksheet/program.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { ProgramStanding, StepStanding } from './summary.types.js';

/** The program of the seven steps. */
const SEVEN_STEPS = 'rebuilding-trust';

/** $1 practice, $2 client, $3 worksheets. */
const GIVEN = `
  SELECT worksheet_id, state, assigned_at, state_at FROM mendwork.assignment
  WHERE practice_id = $1 AND client_id = $2 AND worksheet_id = ANY($3::text[])
    AND state NOT IN ('withdrawn', 'expired')
  ORDER BY assigned_at, id`;

interface GivenRow {
  readonly worksheet_id: string;
  readonly state: Exclude<AssignmentState, 'withdrawn' | 'expired'>;
  readonly assigned_at: Date;
  readonly state_at: Date;
}

/** Finds out how far a client is in the program. Of the partner's own sheets it knows nothing. */
@Injectable()
export class ProgramStandingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly couples: CouplesService,
    private readonly circumstances: CircumstancesService,
  ) {}

  /**
   * The steps that this client fills in, in the program's order; null where the program does not ship.
   * @param today YYYY-MM-DD in the practice's zone
   */
  async ofClient(clientId: string, today: string): Promise<ProgramStanding | null> {
    const program = this.catalogue.programs.find(({ id }) => id === SEVEN_STEPS);
    if (!program) return null;
    const place = await this.couples.placeOf(clientId);
    const given = await this.given(clientId, program.steps);
    const agreement = await this.circumstances.agreement(clientId, today);
    const own = program.steps.filter((step) => isOwn(step, place?.role, given));
    const steps = own.map(async (step, index): Promise<StepStanding> => {
      const version = await this.catalogue.find(step.worksheet);
      const before = own.slice(0, index).filter(({ worksheet }) => worksheet === step.worksheet).length;
      const times = own.filter(({ worksheet }) => worksheet === step.worksheet).length;
      const rows = given.filter(({ worksheet_id: id }) => id === step.worksheet);
      return {
        title: [
          version?.worksheet.title ?? step.worksheet,
          ...(times > 1 ? [`part ${before + 1}`] : []),
        ].join(', '),
        optional: step.optional ?? false,
        // A joint sheet is in once the two have handed it in, on whichever page that was.
        last:
          step.fills === 'together'
            ? agreement && { state: 'submitted', at: agreement.agreedAt }
            : lastOf(times > 1 ? rows[before] : rows.at(-1)),
      };
    });
    return { title: program.title, steps: await Promise.all(steps) };
  }

  private async given(clientId: string, steps: readonly ProgramStep[]): Promise<GivenRow[]> {
    const transaction = await this.unitOfWork.current();
    return transaction.sql<GivenRow>(
      GIVEN,
      [currentTenant().practiceId, clientId, [...new Set(steps.map(({ worksheet }) => worksheet))]],
      'program-given',
    );
  }
}

/** Steps for the other role are the partner's, unless this client was given the sheet all the same. */
function isOwn(
  { fills, worksheet }: ProgramStep,
  role: IncidentRole | undefined,
  given: readonly GivenRow[],
): boolean {
  if (fills !== 'hurt' && fills !== 'repairing') return true;
  return role === fills || role === 'both' || given.some(({ worksheet_id: id }) => id === worksheet);
}

function lastOf(row: GivenRow | undefined): StepStanding['last'] {
  if (!row) return null;
  const isIn = row.state === 'submitted' || row.state === 'reviewed';
  return { state: row.state, at: isIn ? row.state_at : row.assigned_at };
}
