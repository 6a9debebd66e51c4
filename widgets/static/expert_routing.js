function T(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function q(t,o){let e=T(t);return new o(e.slice(0,e.length-e.length%o.BYTES_PER_ELEMENT).buffer)}var z=t=>q(t,Int16Array);function K(t,o){let e=T(t),n=new TextDecoder,r=[],s=0;for(let i of q(o,Uint16Array))r.push(n.decode(e.subarray(s,s+i))),s+=i;return r}function I(t){let o=null,e;
return(...n)=>((!o||n.some((r,s)=>r!==o[s]))&&(e=t(...n),o=n),e)}var O=(t,o)=>getComputedStyle(t).getPropertyValue(`--dsv-${o}`).trim()||"#888";function Q(t){let o=t.trim().replace("#","");return[0,2,4].map(e=>Number.parseInt(
o.length===3?o[e/2]+o[e/2]:o.slice(e,e+2),16))}function xt(t,o,e){let n=Q(t),r=Q(o);return n.map((s,i)=>Math.round(s+(r[i]-s)*e))}var yt=(t,o,e)=>`rgb(${xt(t,o,
e).join(",")})`,X=(t,o)=>Array.from({length:255},(e,n)=>yt(t,o,n/254));function c(t,o,e){let n=document.createElement(t);return o&&(n.className=o),e!==void 0&&(n.textContent=e),n}function J(t,o){let e=c("option","",o);return e.value=String(t),e}function L(t,o){let e=c("table",t),n=c("thead"),r=c("tr"),s=c("tbody");for(let i of o)r.append(
c("th","",i));return n.append(r),e.append(n,s),{table:e,head:r,rows:s}}function Z(t,o,e){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(o*n)),s=Math.max(
1,Math.round(e*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${o}px`,t.style.height=`${e}px`;let i=bt(t);return i.setTransform(n,0,0,n,
0,0),i.clearRect(0,0,o,e),i}var bt=t=>t.getContext("2d");var M=(t,o,e)=>Math.max(o,Math.min(e,t));function y(t,o=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function tt(t,o){let e=JSON.stringify(o);t.dataset.options!==e&&(t.replaceChildren(...o.map(([n,r])=>J(n,r))),t.dataset.options=e)}var et=globalThis;et.dsvGains??=new WeakMap;var D=et.dsvGains;function E(t,o){let e=t.get(o);return D.get(e)?.whole??e}function kt(t,o,e,n){let r=t.get(o),s=T(E(
t,o)),i=T(n);if(s.length!==e||!(r instanceof Object))return!1;let a=D.get(r);if(!a||a.room.length<e+i.length){let l=new Uint8Array(2*(e+i.length));l.set(s),a={room:l},
D.set(r,a)}return a.room.set(i,e),a.whole=a.room.subarray(0,e+i.length),!0}function ot({model:t}){let o=(e,n)=>{let r=(e?.gained??[]).filter(([s,i],a)=>!kt(t,s,
i,n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",o)}var W=400;function nt(t,o){let e=c("button","dsv-small dsv-numbers","▦"),n=c("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the numbe\
rs of this view as a table",e.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(e),t.body.before(n);let r=!1;return t.
listen(e,"click",()=>{r=!r,e.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&wt(t,n,o()),
r)}function wt(t,o,{columns:e,rows:n,note:r}){let s=L("dsv-table",e);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,W)){let l=c("tr");l.style.
cursor="default";for(let d of a)l.append(c("td","",Et(d)));s.rows.append(l)}let i=n.length>W?`The first ${W} of ${n.length} rows. `:"";o.replaceChildren(c("div",
"dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:e,rows:n.length}}function Et(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):String(
t??"–")}var Nt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Tt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ot={expert:-1,entry:-1,hover_entry:-1},_t=["SELECT","INPUT","TEX\
TAREA"],rt=t=>({initialize:ot,render:o=>At(o,t)});async function At({model:t,el:o},e){let n=$t(e);o.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new U(t,r,n,e);return s.own=e.build(s),e.listen?.(s),s.redraw(),()=>s.clean()}function St(t,o){let e=o.layer!==void 0&&
o.layer!==t.get("layer");for(let[n,r]of Object.entries({...e?Ot:{},...o}))t.set(n,r);t.save_changes()}function $t({title:t,aria:o}){let e=c("div","dsv");e.tabIndex=
0,e.setAttribute("role","group"),e.setAttribute("aria-label",o);let n=c("div","dsv-head"),r=c("span","dsv-facts");r.setAttribute("aria-live","polite"),n.append(
c("span","dsv-title",t),r);let s=c("div","dsv-message"),i=c("div","dsv-body");return e.append(c("div","dsv-gone",Nt),n,s,i),{root:e,head:n,facts:r,message:s,body:i}}
var U=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(o,e,{root:n,head:r,facts:s,message:i,body:a},l){this.model=o,this.sel=e,this.root=n,this.head=r,this.facts=
s,this.body=a,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?nt(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:o,model:e,facts:n,body:r}=this;if(!o.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60;let s=e.get("message");if(o.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(o){St(this.sel,o)}hover(o){let e=Object.entries(o).filter(([n,r])=>this.sel.get(n)!==r);this.#a(e),e.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(o){for(let[e,n]of o)this.sel.set(e,n)}tell(o,e){this.model.set(o,e),this.model.save_changes()}listen(o,e,n,r){o.addEventListener(e,n,r),this.#e.
push(()=>o.removeEventListener(e,n,r))}#l(){let{model:o,sel:e,root:n}=this,r=()=>this.redraw(),s=(d,f,p)=>{d.on(f,p),this.#e.push(()=>d.off(f,p))};s(o,"change",
r),s(o,"msg:custom",r),s(e,"change",r);let i=()=>n.classList.toggle("gone",e.comm_live===!1);i(),s(e,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(
r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Rt,!0),this.listen(this.root,"keydown",o=>{if(_t.includes(o.target.tagName)||o.
ctrlKey||o.metaKey||o.altKey)return;let e=o.key==="Escape"?()=>this.pick(Tt):this.#r.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){
this.#n=!0;for(let o of this.#e)o();this.root.remove()}},Rt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function $(t,o,e){let n=t.sel.get("token"),r=n===-1?e-1:n,s=Number.isFinite(o)?r+o:o<0?0:e-1;t.pick({token:M(s,0,e-1)})}function B(t,o,e){if(!e.length)return;let n=Math.
max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[M(n+o,0,e.length-1)],expert:-1,entry:-1})}var Ct=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,It=/<｜([^｜<>\n]*)｜>/g,Lt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Mt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,st=t=>t.replace(It,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(Ct,Mt),Pt=t=>Lt.
test(t)?`⁨${t}⁩`:t,P=t=>st(t.replace(/\n/g,"⏎"));function _(t,o=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=st(
e)||"␣",r=[...n];return Pt(r.length>o?`${r.slice(0,o-1).join("")}…`:n)}var it={sliding:"▭",csa:"▤",hca:"▦"};var g=17,A=18,b=74,k=54,at=15,Dt=6,Wt="☷ chosen by a table over token ids: same token, same experts (outlined)",Ut="chosen by the scores of the token's state";
function H(t){let o=i=>t[i]==="hash"?0:1,e=[...t.keys()].sort((i,a)=>o(i)-o(a)||i-a),n=[],r=0,s=null;for(let i of e)t[i]!==s&&(r+=s===null?0:Dt,n.push({band:t[i],
y:r}),r+=at,s=t[i]),n.push({index:i,y:r}),r+=A;return{rows:n,height:r}}function lt(t,o,e,n){let r=Math.floor(o/g),s=t.find(i=>i.index!==void 0&&e>=i.y&&e<i.y+A);
return s?.index!==void 0&&r>=0&&r<n?{token:r,index:s.index}:null}function ct({model:t,own:o}){let[e,n,r]=t.get("shape"),s=T(E(t,"weights")),i=T(E(t,"colours")),
a=e*r?Math.min(Math.max(n,i.length/e),s.length/(e*r)):0,l=o.texts(E(t,"utf8"),E(t,"lengths"));return{L:e,K:r,T:a,weights:s,codes:i,pieces:l,experts:o.ids(E(t,"e\
xperts")),layers:t.get("layers")}}function Bt({root:t,sel:o,own:e,model:n},r,s){let i=["none","ink","quiet","mark"],[a,l,d,f]=i.map(h=>O(t,h)),p=e.shadesOf(O(t,
"ramp-low"),O(t,"ramp-high"));return{none:a,ink:l,quiet:d,mark:f,shades:p,picked:s,kinds:n.get("kinds"),left:e.scroll.scrollLeft,hover:o.get("hover_token"),expert:o.
get("expert"),row:r.layers.indexOf(o.get("layer"))}}function dt(t,o,e){let{own:n}=t,r=n.scroll.clientWidth,s=k+n.layout.height+2,i=Z(n.canvas,r,s),a=Bt(t,o,e),{
left:l,quiet:d}=a,f=Math.max(0,Math.floor(l/g)),p=Math.min(o.T-1,Math.floor((l+r-b)/g));i.font="10px system-ui, sans-serif",i.textBaseline="middle",i.save(),i.beginPath(),
i.rect(b,0,r-b,s),i.clip();let h=0;for(let m=f;m<=p;m++){Ft(i,o,a,m);for(let{index:x,y:N}of n.layout.rows)x!==void 0&&Ht(i,o,a,m,x,k+N)&&h++}return jt(t,i,a,f,p),
i.restore(),Yt(t,i,o,a),i.fillStyle=d,i.font="10px system-ui, sans-serif",i.fillText("layer",4,k-8),h}function Ft(t,{pieces:o},{left:e,picked:n,hover:r,mark:s,ink:i,
quiet:a},l){t.save(),t.translate(b+l*g-e+g/2,k-4),t.rotate(-Math.PI/2),t.fillStyle=o[l]===o[n]?s:l===r?i:a,t.font=`${l===n?"bold ":""}10px system-ui, sans-serif`,
t.fillText(_(o[l]??"",8),0,0),t.restore()}function Ht(t,{L:o,K:e,weights:n,codes:r,experts:s,pieces:i},a,l,d,f){let{left:p,none:h,mark:m,shades:x,picked:N}=a,w=l*
o+d,S=b+l*g-p,R=A-2;if(s[w*e]<0)return t.fillStyle=h,t.beginPath(),t.arc(S+g/2,f+1+R/2,1.5,0,7),t.fill(),!1;let v=r[w]===255?h:x[r[w]],j=!1,Y=f+1;for(let C=0;C<
e;C++){let G=n[w*e+C]/254*R,V=a.expert!==-1&&d===a.row&&s[w*e+C]===a.expert;j||=V,t.fillStyle=V?m:v,t.fillRect(S+1,Y,g-2,Math.max(G-1,.5)),Y+=G}return i[l]===i[N]&&
l!==N&&a.kinds[d]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(S+.5,f+.5,g-1,A-1)),j}function jt({own:t,model:o},e,{left:n,ink:r,mark:s,picked:i,hover:a,
row:l},d,f){let{rows:p,height:h}=t.layout,m=(w,S,R,v)=>{e.strokeStyle=S,e.lineWidth=R,e.globalAlpha=v,e.strokeRect(b+w*g-n+.5,k-1,g-1,h),e.globalAlpha=1};m(i,s,
2,.55),a>=0&&m(a,r,1,.5);let x=o.get("parting");x>=d&&x<=f&&(e.strokeStyle=r,e.setLineDash([4,3]),e.strokeRect(b+x*g-n+.5,k-1,.5,h),e.setLineDash([]));let N=p.find(
w=>w.index===l);l<0||!N||(e.strokeStyle=s,e.lineWidth=2,e.strokeRect(b+i*g-n,k+N.y,g,A))}function Yt({own:t,model:o},e,{layers:n},{quiet:r,ink:s,mark:i,row:a}){
for(let{index:l,band:d,y:f}of t.layout.rows){if(l===void 0){e.fillStyle=r,e.font="10px system-ui, sans-serif",e.fillText(d==="hash"?Wt:Ut,2,k+f+at/2);continue}let p=o.
get("attention_kinds")[l];e.fillStyle=l===a?i:s,e.font=`${l===a?"bold ":""}11px system-ui, sans-serif`,e.fillText(`${n[l]} ${it[p]??""} ${p}`,4,k+f+A/2)}}var Gt="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Vt="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function qt({expert:t,score:o,chosen:e}){let n=o.map(Number),r=Math.min(...n.filter((l,d)=>e[d])),
s=t.filter((l,d)=>!e[d]),i=t.filter((l,d)=>!e[d]&&n[d]>r);if(!s.length)return"; scores only set the weights";if(!i.length)return"; the scores would have chosen \
the same, and only set the weights";let a=i.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${i.join(",\
 ")}${a}`}function pt(t){let{model:o,sel:e,own:n}=t,{ranking:r,caption:s,inverse:i,note:a}=n,l=[o.get("detail"),e.get("expert"),o.get("uses")];if(l.every((N,w)=>N===
n.tabled[w]))return;n.tabled=l;let d=document.activeElement,f=r.contains(d)?d?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),i.replaceChildren(),
a.textContent="",Kt(t);let p=o.get("detail");if(!p?.expert){s.textContent="Click a cell for the ranking behind it.";return}let h=n.texts(E(o,"utf8"),E(o,"length\
s")),m={...p,expert:p.expert};s.append("Ranking at ",c("b","",`layer ${p.layer}, token ${p.token} “${_(h[p.token]??"",16)}”`),p.kind==="hash"?` · a table ch\
ose${qt(m)}`:` · margin of the choice ${y(p.margin,4)}`),zt(t,m),f!==void 0&&r.querySelector(`tr[data-expert="${f}"]`)?.focus();let x=o.get("uses")?.of?.expert===
e.get("expert");a.textContent=x?`Expert ${e.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",a.textContent+=Vt}function zt({sel:t,own:o},e){let n=L("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...e.weight.map(i=>i??0),1e-9);e.expert.forEach((i,a)=>{let l=e.chosen[a]?y(e.weight[a],3):"",d=c("tr");d.dataset.expert=String(i),d.tabIndex=0;let f=l?
`weight ${l}`:"not chosen";d.setAttribute("aria-label",`expert ${i}, ${f}; Enter shows its tokens`),d.classList.toggle("out",!e.chosen[a]),d.classList.toggle("c\
ut",a>0&&e.chosen[a-1]&&!e.chosen[a]),d.classList.toggle("picked",i===t.get("expert"));let p=c("td"),h=c("span","dsv-bar");p.style.textAlign="left",h.style.width=
`${e.chosen[a]?Math.round(48*(e.weight[a]??0)/r):0}px`,p.append(h),d.append(c("td","",String(i)),c("td","",y(e.logit[a])),c("td","",y(e.score[a],3)),c("td","",y(
e.biased_score[a],3)),c("td","",l||"not chosen"),p,c("td","",y(e.norm[a]))),n.rows.append(d)});let s=c("tr");for(let i of["shared","","","","always","",y(e.shared_norm)])
s.append(c("td","",i));s.style.cursor="default",s.dataset.expert=String(-1),n.rows.append(s),o.ranking.append(...n.table.children)}function Kt(t){let{model:o,sel:e,
own:n}=t,r=o.get("uses")??{};if(r.of?.expert!==e.get("expert"))return;let s=c("div","dsv-uses");s.append(ft(t,r.of,"chosen")),r.control&&s.append(ft(t,r.control,
"matched control")),n.inverse.append(s)}function ft(t,o,e){let n=c("div"),r=c("ol"),s=c("div","dsv-note");s.title=e==="chosen"?"":Gt,s.append(c("b","",`expert ${o.
expert}`),` (${e}): ${o.count} tokens, ${o.different} different`);for(let i of o.rows){let a=c("li");a.dataset.token=String(i.token),a.tabIndex=0,a.append(c("sp\
an","quiet",P(i.before.slice(-18))),c("b","",P(i.piece)),c("span","quiet",P(i.after.slice(0,18))),c("small","",` ${y(i.weight)}`));let l=()=>t.pick({token:i.token});
a.addEventListener("click",l),a.addEventListener("keydown",d=>{d.key==="Enter"&&(l(),d.stopPropagation())}),r.append(a)}return n.append(s,r),n}function ut(t){let o=t.
model.get("detail"),e=(o?.expert??[]).map((n,r)=>[n,o.logit[r],o.score[r],o.biased_score[r],o.chosen[r]?o.weight[r]:"not chosen",o.norm[r]]);return{columns:["ex\
pert","logit","score","score + bias","weight","norm of output"],rows:o?.expert?[...e,["shared",null,null,null,"always",o.shared_norm]]:[],note:o?.expert?`Rankin\
g at layer ${o.layer}, token ${o.token}.`:""}}function Qt(t,o,e,n,r){let s=0;for(let i=o*n;i<t.length;i+=e*n)t.subarray(i,i+n).includes(r)&&s++;return s}function Xt({body:t}){let o=c("select");o.setAttribute(
"aria-label","colour cells by");let e=c("span","dsv-legend"),n=c("span"),r=c("span","dsv-ramp"),s=c("span"),i=c("div","dsv-bar-row");e.append(o,n,r,s),i.append(
e);let a=c("div","dsv-grid"),l=c("div","dsv-grid-stage"),d=c("canvas"),f=c("div");d.style.position="absolute",d.style.cursor="pointer",l.append(d),a.append(l,f);
let p=c("table","dsv-table"),h=c("div","dsv-note"),m=c("div","dsv-note"),x=c("div");return m.style.margin="4px 0 0",t.append(i,a,m,p,h,x),{choose:o,legend:e,low:n,
bar:r,high:s,scroll:a,canvas:d,spacer:f,ranking:p,note:h,caption:m,inverse:x,texts:I(K),ids:I(z),shadesOf:I(X),tabled:[],layout:H([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function Jt(t){let{model:o,sel:e,own:n}=t,{choose:r,scroll:s,canvas:i,ranking:a}=n;t.listen(r,"change",()=>t.tell("colour",r.value));
let l=()=>{n.steered=!0};for(let f of["wheel","pointerdown","touchmove","keydown"])t.listen(s,f,l,{passive:!0});t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>
s.scrollWidth-2*g?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let d=f=>{n.hovered=f,t.hover({hover_token:f?f.token:-1}),t.redraw()};t.listen(
i,"mousemove",f=>d(mt(t,f))),t.listen(i,"mouseleave",()=>d(null)),t.listen(i,"click",f=>{let p=mt(t,f);if(!p)return;let h=o.get("layers")[p.index],m=h===e.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:p.token,...m})}),t.listen(a,"click",f=>gt(t,f.target.closest("tbody tr"))),t.listen(a,"keydown",f=>{["Ente\
r"," "].includes(f.key)&&(gt(t,f.target.closest("tr")),f.preventDefault(),f.stopPropagation())})}var ht=({model:t,own:o})=>o.layout.rows.flatMap(e=>e.index===void 0?
[]:[t.get("layers")[e.index]]);function mt({own:t},o){let e=t.canvas.getBoundingClientRect(),n=o.clientX-e.left-b,r=o.clientY-e.top-k;return n<0?null:lt(t.layout.
rows,n+t.scroll.scrollLeft,r,t.tokens)}function gt(t,o){let e=Number(o?.dataset.expert??-1);e>=0&&t.pick({expert:t.sel.get("expert")===e?-1:e})}function Zt(t){let{
model:o,sel:e,root:n,own:r}=t,s=ct(t);r.tokens=s.T,r.layout=H(o.get("kinds"));let i=e.get("token"),a=i>=0&&i<s.T?i:s.T-1;te(t,i);let l=dt(t,s,a);ee(t),oe(t,s),pt(
t),n.drawn={uses:o.get("uses"),parting:o.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:a,layer:e.get("layer"),detail:o.get("detail"),
highlighted:l,codes:Array.from(s.codes.slice(0,64))}}function te({own:t},o){let{scroll:e,spacer:n}=t,r=b+t.tokens*g+4;if(n.style.width=`${r}px`,n.style.height=`${k+
t.layout.height+2}px`,t.follow&&o===-1&&(e.scrollLeft=r),o!==t.lastPicked&&o>=0){let s=o*g,i=e.clientWidth-b;(s<e.scrollLeft||s+g>e.scrollLeft+i)&&(e.scrollLeft=
s-i/2)}t.lastPicked=o}function ee({model:t,root:o,own:e}){let{choose:n,legend:r,low:s,bar:i,high:a}=e,l=t.get("colour_options");tt(n,l.map(([p,h])=>[p,`colour: ${h}`])),
n.value=t.get("colour");let d=l.find(([p])=>p===t.get("colour"))?.[2]??"",f=e.shadesOf(O(o,"ramp-low"),O(o,"ramp-high"));i.style.background=`linear-gradient(90d\
eg, ${f[0]}, ${f[254]})`,s.textContent=y(t.get("low")),a.textContent=`${y(t.get("high"))} ${d}`,r.title="grey: this layer has no such value"}function oe({facts:t,
sel:o,model:e,own:n},{L:r,K:s,T:i,experts:a,pieces:l,layers:d}){let{hovered:f}=n,p=o.get("expert"),h=d.indexOf(o.get("layer"));if(t.replaceChildren(),f){let m=(f.
token*r+f.index)*s;t.append(`layer ${d[f.index]}, token ${f.token} “${_(l[f.token]??"",16)}”: experts `,c("b","",a.slice(m,m+s).join(" ")))}else if(p!==-1&&
h>=0){let m=Qt(a,h,r,s,p),x=c("b","",`${m} of ${i} tokens`);t.append(`expert ${p} of layer ${o.get("layer")}: `,x," (marked cells)")}else e.get("parting")>=0?t.
append("beside another run: the text parts at token ",c("b","",`${e.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var ne={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>$(t,-1,t.own.
tokens),ArrowRight:t=>$(t,1,t.own.tokens),ArrowUp:t=>B(t,-1,ht(t)),ArrowDown:t=>B(t,1,ht(t)),Home:t=>$(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>$(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:Xt,listen:Jt,draw:Zt,table:ut},oo=rt(ne);export{Qt as countUses,oo as default};
