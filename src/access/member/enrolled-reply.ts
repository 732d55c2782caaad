import { HttpReply } from '../../platform/http/exchange.js';
import type { Enrolled } from './member-enrolment.service.js';

/** What is told of a factor that was made. */
export function enrolledReply({ recoveryCodes, cookie }: Enrolled): HttpReply {
  return HttpReply.json({ recoveryCodes, next: 'done' }, cookie === undefined ? [] : [cookie]);
}
