import type { Person, Role } from '../../../shared/people/directory.ts';
import { told, type Told } from '../../../server/demo/seed.ts';
import { furnitureDemo } from '../../../shared/templates/furniture-demo.ts';
import { furniture } from '../../../shared/templates/furniture.ts';

export const DEMO_BOARD = furnitureDemo.board;

/** Nordby Furniture as a new server starts with it. */
export const demoShop = (now: number): Told => told(furniture, furnitureDemo, now);

/** Somebody of the demo who has this role. */
export function personWith(role: Role): Person {
  const person = Object.values(furnitureDemo.directory.people).find(({ roles }) => roles.includes(role));
  if (!person) throw new Error(`The demo has no ${role}.`);
  return person;
}
