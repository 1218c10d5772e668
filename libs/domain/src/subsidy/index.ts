export { type BenefitLine, benefitLines } from './benefit-lines.js';
