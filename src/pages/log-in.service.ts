import { Injectable } from '@nestjs/common';
import { ClientPasskeysService } from '../access/client/client-passkeys.service.js';
import { pinProblem } from '../access/client/client-pin.js';
import { ClientPinsService } from '../access/client/client-pins.service.js';
import { ClientRequests } from '../access/client/client-requests.service.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import type { LogInPage } from '../web/client/model.js';
import { DoorService } from './door.service.js';
import { postedText } from './posted-fields.js';
import type { Shown } from './shown.js';

const HERE = '/log-in';
const NOTICES = ['pin_set', 'pin_removed', 'passkey_added', 'passkey_removed', 'device_ended'] as const;
type Notice = (typeof NOTICES)[number];

/**
 * The page on which a client decides how to get in. All of it, reading as well, is behind a factor that was shown within
 * the last ten minutes: whoever picks up the phone sees no devices and changes nothing.
 */
@Injectable()
export class LogInService {
  constructor(
    private readonly door: DoorService,
    private readonly requests: ClientRequests,
    private readonly sessions: ClientSessionsService,
    private readonly pins: ClientPinsService,
    private readonly passkeys: ClientPasskeysService,
  ) {}

  /** The page. `done`: what the form before it did. */
  show(request: HttpRequest, done: unknown): Promise<Shown> {
    const notice = NOTICES.find((known) => known === done) ?? null;
    return this.steppedUp(request, () => this.page(request, 200, { notice }));
  }

  /** Sets the PIN that was typed twice. */
  setPin(request: HttpRequest): Promise<Shown> {
    const [pin, again] = [postedText(request.body, 'pin'), postedText(request.body, 'again')];
    const problem = pin !== again ? 'pins_differ' : pinProblem(pin) === undefined ? null : 'pin_too_plain';
    if (problem) return this.steppedUp(request, () => this.page(request, 422, { problem }));
    return this.change(request, 'pin_set', () => this.pins.set(request, pin));
  }

  removePin(request: HttpRequest): Promise<Shown> {
    return this.change(request, 'pin_removed', () => this.pins.remove(request));
  }

  removePasskey(request: HttpRequest, id: string): Promise<Shown> {
    return this.change(request, 'passkey_removed', () =>
      this.requests.steppedUp(request, () => this.passkeys.remove(id)),
    );
  }

  endDevice(request: HttpRequest, id: string): Promise<Shown> {
    return this.change(request, 'device_ended', () =>
      this.requests.steppedUp(request, () => this.sessions.endOne(id)),
    );
  }

  private async page(
    request: HttpRequest,
    status: number,
    said: Partial<Pick<LogInPage, 'notice' | 'problem'>>,
  ): Promise<Shown> {
    const { ways } = await this.sessions.state(request.cookies, request.id);
    const [passkeys, devices] = await this.requests.steppedUp(request, async () => [
      await this.passkeys.list(),
      await this.sessions.list(),
    ]);
    const page: LogInPage = {
      kind: 'logIn',
      hasPin: ways.includes('pin'),
      passkeys: passkeys.map(({ id, label, createdAt }) => ({ id, label, at: createdAt.toISOString() })),
      devices: devices.map(({ id, label, createdAt, current }) => ({
        id,
        label,
        at: createdAt.toISOString(),
        isThis: current,
      })),
      notice: null,
      problem: null,
      ...said,
    };
    return { page, status };
  }

  private change(request: HttpRequest, done: Notice, act: () => Promise<void>): Promise<Shown> {
    return this.steppedUp(request, async () => {
      await act();
      return { goTo: `${HERE}?done=${done}` };
    });
  }

  /** What is asked for, or the door before it where nobody is in or nobody has shown a factor lately. */
  private steppedUp(request: HttpRequest, show: () => Promise<Shown>): Promise<Shown> {
    return this.door.behind(request, HERE, show);
  }
}
