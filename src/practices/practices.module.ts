import { Module } from '@nestjs/common';
import { PoliciesResolver } from './policies.resolver.js';
import { PoliciesService } from './policies.service.js';
import { PracticesService } from './practices.service.js';

@Module({
  providers: [PracticesService, PoliciesService, PoliciesResolver],
  exports: [PracticesService, PoliciesService],
})
export class PracticesModule {}
