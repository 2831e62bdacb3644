-- Users whom an identity provider brought and who have set no password of their own since: nobody knows the one they have.
alter table users add column federated_only boolean not null default false;
