-- A partner is not invited under the name of the supplier or the customer, nor the customer's people under the supplier's.

-- A name as it looks: without case, marks, spaces, signs and legal forms, look-alike letters as one.
create function private.plain_name(written text) returns text
language sql immutable set search_path = '' as $$
  select replace(replace(regexp_replace(regexp_replace(translate(lower(translate(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g'),
      'АаВвЕеКкМмНнОоРрСсТтУуХхІіЈјЅѕԚԛԜԝһΑαΒΕΖΗΙιΚκΜΝνΟοΡρΤτΥυΧχ', 'aabbeekkmmhhooppccttyyxxiijjssqqwwhaabezhiikkmnvooppttyuxx')), '01i|ıł', 'ollllll'),
      '\m(oyj|oy|ab|ltd|llmlted|gmbh|lnc|plc|as|a/s|llc|co|corp|ag|sa|bv|nv)\M\.?', '', 'g'), '[^[:alnum:]]', '', 'g'), 'rn', 'm'), 'vv', 'w')
$$;

create function private.refuse_anothers_name() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from (
      select c.name, 'seller' as side from public.company c where c.kind = 'supplier'
      union all select s.value ->> 'name', 'seller' from public.setting s where s.name = 'deployment'
      union all select r.customer_name, 'buyer' from public.room r where r.id = new.room_id
      union all select m.company_name, m.side from public.member m where m.room_id = new.room_id and m.side <> 'partner'
    ) taken
    where taken.side <> new.side and private.plain_name(taken.name) <> '' and private.plain_name(taken.name) = private.plain_name(new.company_name)
  ) then raise exception 'company-of-a-side'; end if;
  return new;
end $$;

grant create on schema private to frontstage_system;
alter function private.plain_name(text) owner to frontstage_system;
alter function private.refuse_anothers_name() owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.plain_name(text), private.refuse_anothers_name() from public;
create trigger anothers_name before insert on invitation for each row when (new.side in ('partner', 'buyer')) execute function private.refuse_anothers_name();
