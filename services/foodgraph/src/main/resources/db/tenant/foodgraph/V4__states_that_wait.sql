-- Lots in the ordinary flow change their disposition with nearly every event and are left out; the others (recalled, held,
-- expired, …) are few and somebody waits for them.
create index nodes_state on nodes (state, id)
  where not deleted and state not in ('active', 'in_progress', 'in_transit', 'container_closed', 'encoded', 'retail_sold',
                                      'sellable_accessible', 'sellable_not_accessible', 'dispensed', 'consumed', 'destroyed',
                                      'disposed', 'completeness_verified');
