import { Module } from '@nestjs/common';
import { MembersAdminService } from './members-admin.service.js';
import { MembersResolver } from './members.resolver.js';
import { MembersService } from './members.service.js';
import { PoliciesResolver } from './policies.resolver.js';
import { PoliciesService } from './policies.service.js';
import { PracticeSettingsResolver } from './practice-settings.resolver.js';
import { PracticeSettingsService } from './practice-settings.service.js';
import { PracticesService } from './practices.service.js';

const services = [MembersService, PracticesService, PoliciesService, PracticeSettingsService];
const resolvers = [MembersResolver, PoliciesResolver, PracticeSettingsResolver];

@Module({
  providers: [...services, MembersAdminService, ...resolvers],
  exports: services,
})
export class PracticesModule {}
