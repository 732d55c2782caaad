import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { PracticeSettingsService } from './practice-settings.service.js';
import {
  type PracticeSettings,
  PracticeSettingsInput,
  PracticeSettingsType,
} from './practice-settings.types.js';

@Resolver()
export class PracticeSettingsResolver {
  constructor(private readonly settings: PracticeSettingsService) {}

  @Query(() => PracticeSettingsType, { description: 'What an admin has set for the whole practice.' })
  practiceSettings(): Promise<PracticeSettings> {
    return this.settings.current();
  }

  @Mutation(() => PracticeSettingsType, { description: 'Gives what stands then.' })
  setPracticeSettings(@Args('input') input: PracticeSettingsInput): Promise<PracticeSettings> {
    return this.settings.set(input);
  }
}
