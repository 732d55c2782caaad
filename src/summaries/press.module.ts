import { Module } from '@nestjs/common';
import { PressService } from './press.service.js';

/** Makes documents, for every feature that prints. */
@Module({ providers: [PressService], exports: [PressService] })
export class PressModule {}
