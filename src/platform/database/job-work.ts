import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { NAMED_STATEMENTS, UnitOfWork } from './unit-of-work.js';

/** Injection token of the DataSource that speaks as the job role. */
export const JOB_DATA_SOURCE = Symbol('mendwork.job-data-source');

/** Units of work of what happens after a commit. They speak as the job role; a job takes its practice's scope first. */
@Injectable()
export class JobWork extends UnitOfWork {
  constructor(@Inject(JOB_DATA_SOURCE) dataSource: DataSource, @Inject(NAMED_STATEMENTS) named: boolean) {
    super(dataSource, named);
  }
}
