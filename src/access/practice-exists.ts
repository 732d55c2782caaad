import { currentTenant } from '../platform/database/tenant.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

/** Whether the practice in scope is one: an address may name any. Asked in the current unit of work. */
export async function practiceExists(work: UnitOfWork): Promise<boolean> {
  const transaction = await work.current();
  const found = await transaction.sql(
    'SELECT 1 FROM mendwork.practice WHERE id = $1',
    [currentTenant().practiceId],
    'practice-exists',
  );
  return found.length > 0;
}
