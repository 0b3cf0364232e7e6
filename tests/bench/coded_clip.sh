# Clips whose every picture says its number (tests/bench/screen.h); sourced by the benches. A clip that is there
# already is not made again.

# coded_clip FILE NUMBER HEIGHT GOP SECONDS KBIT: 30 pictures a second, 16:9, a beep of 0.1 s at each whole second.
coded_clip() {
    local file=$1 number=$2 height=$3 gop=$4 seconds=$5 kbit=$6 width=$(($3 * 16 / 9)) grain=
    [[ ! -s $file ]] || return 0
    # Only grain needs as many bits as a camera spends.
    ((kbit * 1080 / height < 8000)) || grain=,noise=c0s=22:c0f=t
    local code="(lt(Y,2)*N+gte(Y,2)*$((number + 0xa000)))/pow(2,X)"
    ffmpeg -v error -nostdin -f lavfi -i "testsrc2=s=${width}x$height:r=30,hue=h=$((number * 37))$grain" \
        -f lavfi -i "color=black:s=16x4:r=30,format=gray,geq=lum='255*abs(mod(floor($code),2)-mod(Y,2))',scale=$((width / 3)):$((height * 4 / 27)):flags=neighbor" \
        -f lavfi -i "aevalsrc='0.5*sin(6283.1853*t)*lt(mod(t,1),0.1)':s=48000" \
        -filter_complex "[0][1]overlay=(W-w)/2:(H-h)/2,format=yuv420p" -t "$seconds" \
        -c:v libx264 -preset veryfast -b:v "${kbit}k" -maxrate "$((kbit * 2))k" -bufsize "$((kbit * 2))k" \
        -g "$gop" -keyint_min "$gop" -sc_threshold 0 -c:a aac -movflags +faststart -f mp4 -y "$file.part"
    mv "$file.part" "$file"
}

# long_clip FILE CLIP TIMES SECONDS: the pictures of CLIP again and again, sound of one piece.
long_clip() {
    [[ ! -s $1 ]] || return 0
    ffmpeg -v error -nostdin -stream_loop $(($3 - 1)) -i "$2" \
        -f lavfi -i "aevalsrc='0.5*sin(6283.1853*t)*lt(mod(t,1),0.1)':s=48000" \
        -map 0:v -map 1:a -t "$4" -c:v copy -c:a aac -movflags +faststart -f mp4 -y "$1.part"
    mv "$1.part" "$1"
}
