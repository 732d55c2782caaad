import { Injectable } from '@nestjs/common';
import { networkOf } from '../platform/rate-limits/network.js';
import { RateLimits } from '../platform/rate-limits/rate-limits.service.js';
import { emailInNormalForm } from '../platform/vault/practice-key.js';

/** How often signing in may be tried, for members and clients alike. Asked before anything is looked up. */
@Injectable()
export class LoginLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts a try by where it comes from and by practice.
   * @throws PublicError TOO_MANY_REQUESTS, or UNAVAILABLE when nothing can be counted
   */
  async byPlace(practiceId: string, ip: string): Promise<void> {
    await this.limits.demand('login-ip', ip);
    await this.limits.demand('login-network', networkOf(ip));
    // However the id was written: a practice has one count.
    await this.limits.demand('login-practice', practiceId.toLowerCase());
  }

  /**
   * Counts an opening of a frame, whatever comes of it, by where it comes from.
   * @throws PublicError TOO_MANY_REQUESTS, or UNAVAILABLE when nothing can be counted
   */
  async byFrame(ip: string): Promise<void> {
    await this.limits.demand('frame-network', networkOf(ip));
  }

  /**
   * Counts a try for an address, known or unknown.
   * @returns false for one too many. It must not show: do as for a wrong one, with the same work
   */
  async byAddress(practiceId: string, email: string): Promise<boolean> {
    return this.count(`${practiceId.toLowerCase()}/${emailInNormalForm(email)}`);
  }

  /**
   * Counts a try at a member’s second factor, whichever log-in it is for: who knows the password begins new ones, each
   * with tries of its own. Only who knows it can use this count up.
   * @returns false for one too many. It must not show
   */
  async bySecondFactor(practiceId: string, memberId: string): Promise<boolean> {
    return this.count(`second-factor/${practiceId}/${memberId}`);
  }

  private async count(subject: string): Promise<boolean> {
    return (await this.limits.consume('login-address', subject)).allowed;
  }
}
