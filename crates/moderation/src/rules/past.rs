//! What is long over, or what others said, is told and not asked for. These are ways of saying something otherwise.

/// What was, and is no more.
pub(super) const PAST: &[&str] = &[
    "~~16 # ~1 {long} ago ~~16",
    "~~16 {long} ago ~~16",
    "~~12 in #### ~~12",
    "used to ~~14",
    "~~12 last year|summer|winter|decade ~~8",
    "~~12 back then|in_the_day ~~12",
    "when i was ~1 using|young|younger|a_kid|a_teenager|#|in|drinking ~~14",
    "~~12 in my|his|her|their|the twenties|teens|thirties|forties|past|youth|20s|30s|using_days|addiction|bad_days ~~12",
    "before i got sober|clean ~~10",
    "~~12 before i got sober|clean",
    "hace ~2 {long} ~~16",
    "~~16 hace ~2 {long} ~~10",
    "antes ~~12",
    "~~12 en #### ~~12",
    "cuando era|consumia|bebia|tomaba|estaba ~~12",
    "solia ~~10",
    "el ano pasado ~~12",
    "~~12 el ano pasado",
];

/// What somebody did to the writer, or warns of.
pub(super) const WARNING: &[&str] = &[
    "~~~24 scam|scams|scammer|scammers|beware|watch_out|be_careful|careful_with|warning|report_it|reported|cuidado|estafa ~~~24",
    "~~~10 broker|brokers|brokering ~~~24",
    "someone|somebody|guy|man|woman|they|person|people|stranger|bot|recruiter ~4 messaged|dmed|dmd|wrote|texted|asked|offered|contacted|called|approached|told|promised|sent me|us ~~16",
    "i was|got offered|approached|told|promised|asked|contacted ~~16",
    "me ofrecieron|ofrecio|escribieron|contactaron|dijeron|pidieron|mandaron|prometieron ~~16",
    "deleted|blocked|borre|bloquee ~~10",
    "i do not want|need ~~10",
    "no quiero ~~8",
    "i told|said ~3 no ~~10",
];
