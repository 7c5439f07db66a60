//! Documents in every shape that peers write them, and in some that only attackers do.

use chrono::{DateTime, TimeZone as _, Utc};
use federation::wire::json::{
    Addressing, Attachment, JsonRefusal, MAX_BYTES, PUBLIC, Tag, attachments, flag, ids, is_public,
    last_link, link, one_id, one_type, parse, tags, text, timestamp, types,
};
use serde_json::{Value, json};

#[test]
fn d02_an_id_comes_in_many_shapes() {
    let cases = [
        (json!("https://a.example/1"), Some("https://a.example/1")),
        (json!({ "id": "https://a.example/1", "type": "Person" }), Some("https://a.example/1")),
        (json!(["https://a.example/1"]), Some("https://a.example/1")),
        (json!([{ "id": "https://a.example/1" }, "https://a.example/1"]), Some("https://a.example/1")),
        (json!(["https://a.example/1", "https://b.example/2"]), None),
        (json!([]), None),
        (json!({}), None),
        (json!({ "id": 4 }), None),
        (json!(4), None),
        (json!(""), None),
        (json!(true), None),
        (Value::Null, None),
    ];
    for (value, expected) in cases {
        assert_eq!(one_id(&value), expected, "{value}");
    }
}

#[test]
fn b03_two_authors_are_not_one() {
    let note = json!({ "attributedTo": ["https://a.example/eve", "https://pine.example/admin"] });
    assert_eq!(one_id(&note["attributedTo"]), None);
    let mixed = json!([{ "type": "Person", "id": "https://a.example/p" }, { "type": "Group", "id": "https://a.example/g" }]);
    assert_eq!(ids(&mixed), ["https://a.example/p", "https://a.example/g"]);
}

#[test]
fn d02_lists_may_hold_anything() {
    let list = json!(["a", null, 2, { "id": "b" }, ["c"], "a", "", { "href": "d" }]);
    assert_eq!(ids(&list), ["a", "b"]);
    assert!(ids(&Value::Null).is_empty());
}

#[test]
fn d02_types_texts_and_flags() {
    assert_eq!(one_type(&json!({ "type": "Note" })), Some("Note"));
    assert_eq!(one_type(&json!({ "type": ["as:Note", "Other"] })), Some("Note"));
    assert_eq!(types(&json!({ "type": ["Note", 4, "Other"] })), ["Note", "Other"]);
    assert_eq!(one_type(&json!({ "type": null })), None);
    assert_eq!(text(&json!("a"), 10).as_deref(), Some("a"));
    assert_eq!(text(&json!(["a", "b"]), 10).as_deref(), Some("a"));
    assert_eq!(text(&json!({ "@value": "a", "@language": "en" }), 10).as_deref(), Some("a"));
    for nothing in [json!(null), json!(""), json!("  "), json!(4), json!({}), json!([])] {
        assert_eq!(text(&nothing, 10), None, "{nothing}");
    }
    assert!(flag(&json!(true)));
    for no in [json!(false), json!(null), json!("true"), json!(1)] {
        assert!(!flag(&no), "{no}");
    }
}

#[test]
fn d02_links_come_in_many_shapes() {
    let cases = [
        (json!("https://a.example/x"), Some("https://a.example/x")),
        (json!({ "type": "Link", "href": "https://a.example/x" }), Some("https://a.example/x")),
        (json!({ "type": "Image", "url": "https://a.example/x" }), Some("https://a.example/x")),
        (json!({ "url": { "type": "Link", "href": "https://a.example/x" } }), Some("https://a.example/x")),
        (json!({ "url": [{ "href": "https://a.example/x" }, "y"] }), Some("https://a.example/x")),
        (json!([null, { "url": null }, "https://a.example/x"]), Some("https://a.example/x")),
        (json!({ "url": 4 }), None),
        (json!(""), None),
        (Value::Null, None),
    ];
    for (value, expected) in cases {
        assert_eq!(link(&value), expected, "{value}");
    }
    assert_eq!(last_link(&json!([{ "url": "small" }, { "url": "large" }])), Some("large"));
}

#[test]
fn d03_everybody_has_three_spellings() {
    for id in [PUBLIC, "as:Public", "Public"] {
        assert!(is_public(id), "{id}");
        assert!(Addressing::of(&json!({ "to": id })).public, "{id}");
        assert!(Addressing::of(&json!({ "cc": ["x", id] })).public, "{id}");
    }
    for id in
        ["public", "as:public", "https://www.w3.org/ns/activitystreams", "https://a.example/#Public", ""]
    {
        assert!(!Addressing::of(&json!({ "to": id })).public, "{id}");
    }
    assert!(!Addressing::of(&json!({ "audience": PUBLIC })).public, "an audience alone makes nothing public");
}

#[test]
fn d03_recipients_are_named_once_whatever_the_shape() {
    let object = json!({ "audience": "g", "to": [PUBLIC, "g", "p", "p"], "cc": { "id": "q" } });
    let addressing = Addressing::of(&object);
    assert_eq!(addressing.named, ["g", "p", "q"]);
    assert!(addressing.names("g") && !addressing.names(PUBLIC));
    for empty in [json!({}), json!({ "to": null, "cc": [] }), json!({ "to": 4 }), json!([]), json!(4)] {
        assert_eq!(Addressing::of(&empty), Addressing::default(), "{empty}");
    }
}

#[test]
fn d04_hostile_json_is_refused_and_never_panics() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let objects = format!("{}1{}", "{\"a\":".repeat(65), "}".repeat(65));
    let cases: Vec<(String, JsonRefusal)> = vec![
        (nested(65), JsonRefusal::TooDeep),
        (nested(128), JsonRefusal::TooDeep),
        (nested(100_000), JsonRefusal::TooDeep),
        (objects, JsonRefusal::TooDeep),
        (r#"{"actor": "a", "type": "Like", "actor": "b"}"#.into(), JsonRefusal::DuplicateKey),
        (r#"{"actor": "a", "\u0061ctor": "b"}"#.into(), JsonRefusal::DuplicateKey),
        (r#"{"object": {"id": 1, "id": 2}}"#.into(), JsonRefusal::DuplicateKey),
        (r#"{"a": 1e400}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": -1e400}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": NaN}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": "\ud800"}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": "\udc00x"}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": "\u0000"}"#.into(), JsonRefusal::Nul),
        (r#"{"a\u0000": 1}"#.into(), JsonRefusal::Nul),
        ("{\"a\": \"\0\"}".into(), JsonRefusal::Malformed),
        (r#"{"a": 1} {"b": 2}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": 1,}"#.into(), JsonRefusal::Malformed),
        (r#"{"a": "#.into(), JsonRefusal::Malformed),
        ("".into(), JsonRefusal::Malformed),
        ("[]".into(), JsonRefusal::NotAnObject),
        ("\"text\"".into(), JsonRefusal::NotAnObject),
        ("null".into(), JsonRefusal::NotAnObject),
        (format!("{{\"a\": \"{}\"}}", "x".repeat(MAX_BYTES)), JsonRefusal::TooLarge),
    ];
    for (document, expected) in cases {
        let shown: String = document.chars().take(60).collect();
        assert_eq!(parse(document.as_bytes()), Err(expected), "{shown}");
    }
    assert_eq!(parse(b"{\"a\": \"\xff\"}"), Err(JsonRefusal::Malformed));
    assert!(parse(nested(64).as_bytes()).is_ok());
}

#[test]
fn d04_ordinary_json_is_read_as_it_is() {
    let document = r#" {"a": [1, -2, 1.5, true, false, null, "ü😀\n", {"b": {}}], "e": "\ud83d\ude00", "n": 18446744073709551615} "#;
    let expected: Value = serde_json::from_str(document).unwrap();
    assert_eq!(parse(document.as_bytes()), Ok(expected));
}

#[test]
fn d07_texts_tags_and_attachments_are_capped() {
    assert_eq!(text(&json!("ääää"), 3).as_deref(), Some("äää"));
    let mentions: Vec<Value> =
        (0..10_000).map(|n| json!({ "type": "Mention", "href": format!("a{n}") })).collect();
    assert_eq!(tags(&json!({ "tag": mentions })).len(), 100);
    let pictures: Vec<Value> =
        (0..1000).map(|n| json!({ "type": "Image", "url": format!("a{n}") })).collect();
    assert_eq!(attachments(&json!({ "attachment": pictures })).len(), 16);
    let many: Vec<String> = (0..10_000).map(|n| format!("a{n}")).collect();
    assert_eq!(ids(&json!(many)).len(), 500);
    assert_eq!(one_id(&json!("x".repeat(3000))), None);
}

#[test]
fn d07_tags_and_attachments_of_every_kind() {
    let object = json!({
        "tag": [
            { "type": "Mention", "href": "https://a.example/u/a", "name": "@a@a.example" },
            { "type": "Hashtag", "name": "#Hope", "href": "https://a.example/t/hope" },
            { "type": "Hashtag", "name": "#" },
            { "type": "CommunityPostTag", "id": "x" },
            { "type": "Mention" },
            "text",
            4,
        ],
        "attachment": { "type": "Image", "url": "https://a.example/i", "name": "A porch", "mediaType": "image/png" },
    });
    let mention = Tag::Mention { actor: "https://a.example/u/a".into() };
    assert_eq!(tags(&object), [mention, Tag::Hashtag { name: "Hope".into() }]);
    let picture = Attachment {
        kind: "Image".into(),
        href: "https://a.example/i".into(),
        alt: Some("A porch".into()),
        media_type: Some("image/png".into()),
    };
    assert_eq!(attachments(&object), [picture]);
    assert!(tags(&json!({ "tag": null })).is_empty() && attachments(&json!({})).is_empty());
}

#[test]
fn d08_nothing_comes_from_the_future() {
    let now: DateTime<Utc> = Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap();
    let earlier = Utc.with_ymd_and_hms(2026, 3, 1, 10, 0, 0).unwrap();
    let cases = [
        (json!("2026-03-01T10:00:00Z"), Some(earlier)),
        (json!("2026-03-01T12:00:00+02:00"), Some(earlier)),
        (json!(["2026-03-01T10:00:00.000Z"]), Some(earlier)),
        (json!("2999-01-01T00:00:00Z"), Some(now)),
        (json!("9999-12-31T23:59:59Z"), Some(now)),
        (json!("yesterday"), None),
        (json!("2026-13-01T00:00:00Z"), None),
        (json!(1_772_000_000), None),
        (Value::Null, None),
    ];
    for (value, expected) in cases {
        assert_eq!(timestamp(&value, now), expected, "{value}");
    }
}

#[test]
fn what_nodebb_writes_is_read() {
    let accept = parse(
        br#"{"@context": "https://www.w3.org/ns/activitystreams", "type": "Accept",
            "id": "https://forum.example/uid/1#activity/accept:follow/Mirror B/1795",
            "actor": "https://forum.example/uid/1", "to": ["https://pine.example/u/reader"],
            "object": {"type": "Follow", "id": "https://pine.example/activity/1", "object": 4}}"#,
    )
    .unwrap();
    assert_eq!(one_id(&accept), Some("https://forum.example/uid/1#activity/accept:follow/Mirror B/1795"));
    assert_eq!(one_id(&accept["object"]), Some("https://pine.example/activity/1"));
    let undo = parse(
        br#"{"type": "Undo", "id": "https://forum.example/x", "actor": "https://forum.example/category/1",
            "object": {"type": "Announce", "object": 4}, "to": [], "cc": ["https://pine.example/u/reader", 2]}"#,
    )
    .unwrap();
    assert_eq!(one_id(&undo["object"]), None);
    assert_eq!(one_id(&undo["object"]["object"]), None);
    assert_eq!(Addressing::of(&undo).named, ["https://pine.example/u/reader"]);
    let by_id = json!({ "type": "Announce", "object": "https://forum.example/post/1" });
    let whole = json!({ "type": "Announce", "object": { "id": "https://forum.example/post/1" } });
    assert_eq!(one_id(&by_id["object"]), one_id(&whole["object"]));
    let article = json!({ "type": "Article", "updated": null, "inReplyTo": null });
    assert_eq!(one_id(&article["inReplyTo"]), None);
}

#[test]
fn what_piefed_and_mbin_write_is_read() {
    let private = json!({ "type": "Note", "inReplyTo": "", "to": ["https://pine.example/u/x"] });
    assert_eq!(one_id(&private["inReplyTo"]), None);
    let page = json!({ "type": "Page", "content": null, "source": null, "summary": "test #test" });
    assert_eq!(text(&page["content"], 100), None);
    assert_eq!(text(&page["source"]["content"], 100), None);
    let like = json!({ "type": "Like", "object": "https://pine.example/p/1" });
    assert!(!Addressing::of(&like).public);
}
