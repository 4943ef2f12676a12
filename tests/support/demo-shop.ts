import { told, type Told } from '../../server/demo/seed.ts';
import { furnitureDemo } from '../../shared/templates/furniture-demo.ts';
import { furniture } from '../../shared/templates/furniture.ts';

export const DEMO_BOARD = furnitureDemo.board;

/** Nordby Furniture as a new server starts with it. */
export const demoShop = (now: number): Told => told(furniture, furnitureDemo, now);
