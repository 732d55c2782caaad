import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether new requests should be sent here. Balancers ask at `/readyz`. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private leaving = false;

  get draining(): boolean {
    return this.leaving;
  }

  /** From now on balancers are told to look elsewhere; whoever comes all the same is served. */
  drain(): void {
    this.leaving = true;
  }

  /** A host application may close without having drained. */
  onModuleDestroy(): void {
    this.drain();
  }
}
