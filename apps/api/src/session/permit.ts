import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Role } from '#domain';
import { PERMISSION_EXTENSION } from '../openapi/complete.js';

/**
 * Who may call a route. A route that says nothing is refused: permission is never an accident.
 * - `everyone`: without signing in (sign-in itself, health);
 * - `signed-in`: also without a post that still counts (who am I, switch post, sign out);
 * - `any-seat`: whoever acts in some post;
 * - roles: whoever acts in a post of one of them. Where and on what is the law's to say.
 */
export type Permission = 'everyone' | 'signed-in' | 'any-seat' | readonly [Role, ...Role[]];

const PERMISSION = 'zhudao:permission';
export const permissionKey = PERMISSION;

export function Permit(...who: ['everyone' | 'signed-in' | 'any-seat'] | [Role, ...Role[]]) {
  const permission = (['everyone', 'signed-in', 'any-seat'] as unknown[]).includes(who[0]) ? who[0] : who;
  return applyDecorators(SetMetadata(PERMISSION, permission), ApiExtension(PERMISSION_EXTENSION, permission));
}
