import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { NAMED_STATEMENTS, UnitOfWork } from './unit-of-work.js';

/** Injection token of the DataSource that speaks as the log-in role. */
export const LOGIN_DATA_SOURCE = Symbol('mendwork.login-data-source');

/**
 * Units of work of signing in. They speak as the log-in role, which alone reads what proves who somebody is and reads
 * nothing of what anybody wrote; `write` only, since there is no request to read for yet.
 */
@Injectable()
export class LoginWork extends UnitOfWork {
  constructor(@Inject(LOGIN_DATA_SOURCE) dataSource: DataSource, @Inject(NAMED_STATEMENTS) named: boolean) {
    super(dataSource, named);
  }
}
