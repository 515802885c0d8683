import { domainDecision } from '../../../fuzz/domain-decision.js';
import { testAll } from '../../../fuzz/property.js';

testAll(domainDecision);
